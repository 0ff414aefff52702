/**
 * Verdicts of guardrails, whichever library runs them: a span of its own each, a score,
 * and what it means that a call was refused.
 */
@Internal
@NullMarked
package dev.gai.braintrust.guardrail;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
