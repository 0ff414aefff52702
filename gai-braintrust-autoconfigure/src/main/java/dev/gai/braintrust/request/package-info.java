/**
 * What a model is asked: how the request of each provider's API is read as a
 * conversation.
 */
@Internal
@NullMarked
package dev.gai.braintrust.request;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
