/**
 * Shows the export on {@code /actuator/braintrust} and verifies it on demand. What it
 * shows is known elsewhere.
 */
@NullMarked
package dev.gai.braintrust.endpoint;

import org.jspecify.annotations.NullMarked;
