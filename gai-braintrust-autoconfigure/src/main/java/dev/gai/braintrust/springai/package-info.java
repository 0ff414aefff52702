/**
 * Reads what Spring AI's own types say about a model call. No other package knows Spring
 * AI.
 */
@NullMarked
@Internal
package dev.gai.braintrust.springai;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
