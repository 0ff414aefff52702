/**
 * Prompts that are managed in Braintrust: served from memory, refreshed in the
 * background, and available without Braintrust from the last good copy or from the class
 * path.
 */
@NullMarked
package dev.gai.braintrust.prompt;

import org.jspecify.annotations.NullMarked;
