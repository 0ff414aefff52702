/**
 * Reads what the types of {@code anthropic-java}, the official library, say about a model
 * call. {@code springai} alone knows them too, where Spring AI hands them on.
 */
@NullMarked
@Internal
package dev.gai.braintrust.anthropic;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
