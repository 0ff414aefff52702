/**
 * What one span is: its request, its answer, its figures and those of the calls below it,
 * what the request around it learns of it, and how it is handed over.
 */
@NullMarked
package dev.gai.braintrust.trace.record;

import org.jspecify.annotations.NullMarked;
