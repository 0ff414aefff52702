/**
 * Reads what the types of {@code anthropic-java}, the official library, say about a model
 * call. No other package knows them.
 */
@NullMarked
@Internal
package dev.gai.braintrust.anthropic;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
