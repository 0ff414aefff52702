/**
 * The properties of the integration, and what is checked of them when the application
 * starts.
 */
@NullMarked
@Internal
package dev.gai.braintrust.autoconfigure.properties;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
