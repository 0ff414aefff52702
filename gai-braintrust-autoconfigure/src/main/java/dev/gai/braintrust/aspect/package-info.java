/**
 * Turns calls of annotated methods into spans: finds the annotations, evaluates their
 * templates, captures arguments and results.
 */
@NullMarked
@Internal
package dev.gai.braintrust.aspect;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
