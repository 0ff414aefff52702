/**
 * What is said about requests that Spring Security refuses.
 */
@NullMarked
package dev.gai.braintrust.autoconfigure.security;

import org.jspecify.annotations.NullMarked;
