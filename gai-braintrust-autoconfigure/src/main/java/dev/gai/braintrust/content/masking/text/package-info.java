/**
 * How a text is searched: characters, runs of them, and what is found.
 */
@NullMarked
package dev.gai.braintrust.content.masking.text;

import org.jspecify.annotations.NullMarked;
