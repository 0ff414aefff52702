/**
 * Decides which traces are recorded and kept. It neither holds spans nor sends them.
 */
@NullMarked
package dev.gai.braintrust.sampling;

import org.jspecify.annotations.NullMarked;
