package dev.gai.braintrust.scoring;

import dev.gai.braintrust.export.FinishedSpan;
import dev.gai.braintrust.score.ScoredSpan;

/**
 * A score that a scorer has given.
 *
 * @param finished the span that was scored
 * @param span the same as the scorer saw it
 * @param scorer name of the scorer
 * @param name name of the score
 * @param value the score, from 0 to 1
 * @since 0.1.0
 */
public record ScoredResult(FinishedSpan finished, ScoredSpan span, String scorer, String name, double value) {

}
