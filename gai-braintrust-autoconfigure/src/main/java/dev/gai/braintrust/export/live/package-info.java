/**
 * Which spans run, what stands above them, and which traces are not decided yet.
 */
@NullMarked
package dev.gai.braintrust.export.live;

import org.jspecify.annotations.NullMarked;
