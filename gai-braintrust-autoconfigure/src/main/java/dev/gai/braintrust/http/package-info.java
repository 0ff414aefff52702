/**
 * What Spring's HTTP clients ask within the call of a model: where the model is.
 */
@NullMarked
@Internal
package dev.gai.braintrust.http;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
