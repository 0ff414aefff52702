/**
 * Decides which traces are recorded and kept. It neither encodes nor sends.
 */
@NullMarked
package dev.gai.braintrust.sampling;

import org.jspecify.annotations.NullMarked;
