/**
 * Actuator endpoints: what this library has counted, and what can be asked of it. It
 * counts nothing itself.
 */
@NullMarked
@Internal
package dev.gai.braintrust.endpoint;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
