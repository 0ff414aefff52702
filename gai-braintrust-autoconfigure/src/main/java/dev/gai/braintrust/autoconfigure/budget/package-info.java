/**
 * What budgets need around them: a start and an end, budgets of judges, an answer over
 * HTTP.
 */
@NullMarked
package dev.gai.braintrust.autoconfigure.budget;

import org.jspecify.annotations.NullMarked;
