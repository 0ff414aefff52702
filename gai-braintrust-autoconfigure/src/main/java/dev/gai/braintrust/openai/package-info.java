/**
 * Reads what the types of {@code openai-java}, the official library, say about a model
 * call. No other package knows them.
 */
@NullMarked
package dev.gai.braintrust.openai;

import org.jspecify.annotations.NullMarked;
