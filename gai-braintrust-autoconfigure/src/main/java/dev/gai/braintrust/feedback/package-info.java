/**
 * What users and reviewers think of an answer, sent to the span that gave it after the
 * span itself has been delivered.
 */
@NullMarked
package dev.gai.braintrust.feedback;

import org.jspecify.annotations.NullMarked;
