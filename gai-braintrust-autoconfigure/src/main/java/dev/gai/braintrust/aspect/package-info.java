/**
 * Turns calls of annotated methods into spans: finds the annotations, evaluates their
 * templates, captures arguments and results.
 */
@NullMarked
package dev.gai.braintrust.aspect;

import org.jspecify.annotations.NullMarked;
