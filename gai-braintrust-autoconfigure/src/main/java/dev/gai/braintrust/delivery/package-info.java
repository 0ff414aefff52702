/**
 * Keeps encoded spans in a log until Braintrust has acknowledged them, and counts what
 * became of each. It knows bytes and answers, not spans.
 */
@NullMarked
@Internal
package dev.gai.braintrust.delivery;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
