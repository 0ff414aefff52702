/**
 * Keeps encoded spans in a log until Braintrust has acknowledged them, and counts what
 * became of each. It knows bytes and answers, not spans.
 */
@NullMarked
package dev.gai.braintrust.delivery;

import org.jspecify.annotations.NullMarked;
