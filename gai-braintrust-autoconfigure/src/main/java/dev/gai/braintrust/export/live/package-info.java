/**
 * Which spans run, what stands above them, and which traces are not decided yet.
 */
@NullMarked
@Internal
package dev.gai.braintrust.export.live;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
