package dev.gai.braintrust.content;

import dev.gai.braintrust.promise.Internal;

/**
 * JSON that keeps within its budget.
 *
 * @param json valid JSON text
 * @param truncated whether something was cut to make it fit
 * @param bytes its length in UTF-8
 * @since 0.1.0
 */
@Internal
public record CutJson(String json, boolean truncated, int bytes) {
}
