/**
 * What an application brings where Braintrust is not set in properties.
 */
@NullMarked
package dev.gai.braintrust.autoconfigure.connection;

import org.jspecify.annotations.NullMarked;
