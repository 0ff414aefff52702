/**
 * Reads what the types of {@code openai-java}, the official library, say about a model
 * call. No other package knows them.
 */
@NullMarked
@Internal
package dev.gai.braintrust.openai;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
