/**
 * Evaluation of an application in its tests: cases, scorers, gates and results.
 */
@NullMarked
package dev.gai.braintrust.eval;

import org.jspecify.annotations.NullMarked;
