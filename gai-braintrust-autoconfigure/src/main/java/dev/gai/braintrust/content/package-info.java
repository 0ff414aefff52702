/**
 * Masks what is secret in the plain trees of what a call was given and gave back, cuts
 * what is too long and writes them as JSON. It sends nothing anywhere.
 */
@NullMarked
package dev.gai.braintrust.content;

import org.jspecify.annotations.NullMarked;
