/**
 * Judges what delivery has counted, shows it on {@code /actuator/health} and tells of
 * outages in events. It never touches the network.
 */
@NullMarked
package dev.gai.braintrust.health;

import org.jspecify.annotations.NullMarked;
