/**
 * What one span is: its request, its answer, its figures and those of the calls below it.
 */
@NullMarked
package dev.gai.braintrust.trace.record;

import org.jspecify.annotations.NullMarked;
