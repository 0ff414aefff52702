/**
 * Actuator endpoints: what this library has counted, and what can be asked of it. It
 * counts nothing itself.
 */
@NullMarked
package dev.gai.braintrust.endpoint;

import org.jspecify.annotations.NullMarked;
