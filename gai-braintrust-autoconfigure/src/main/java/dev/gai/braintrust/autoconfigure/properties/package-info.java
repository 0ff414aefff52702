/**
 * The properties of the integration, and what is checked of them when the application
 * starts.
 */
@NullMarked
package dev.gai.braintrust.autoconfigure.properties;

import org.jspecify.annotations.NullMarked;
