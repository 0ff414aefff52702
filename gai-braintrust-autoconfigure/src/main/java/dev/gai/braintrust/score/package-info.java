/**
 * Scores of what a model or an application answered, between 0 and 1.
 */
@NullMarked
package dev.gai.braintrust.score;

import org.jspecify.annotations.NullMarked;
