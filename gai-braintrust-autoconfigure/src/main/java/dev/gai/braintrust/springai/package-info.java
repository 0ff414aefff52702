/**
 * Reads what Spring AI's own types say about a model call. No other package knows Spring
 * AI.
 */
@NullMarked
package dev.gai.braintrust.springai;

import org.jspecify.annotations.NullMarked;
