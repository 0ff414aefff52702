/**
 * Reads what the types of {@code openai-java}, the official library, say about a model
 * call. {@code springai} alone knows them too, where Spring AI hands them on.
 */
@NullMarked
@Internal
package dev.gai.braintrust.openai;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
