/**
 * Reads what the types of {@code anthropic-java}, the official library, say about a model
 * call. No other package knows them.
 */
@NullMarked
package dev.gai.braintrust.anthropic;

import org.jspecify.annotations.NullMarked;
