/**
 * Shows on {@code /actuator/health} what delivery has counted. It never touches the
 * network.
 */
@NullMarked
package dev.gai.braintrust.health;

import org.jspecify.annotations.NullMarked;
