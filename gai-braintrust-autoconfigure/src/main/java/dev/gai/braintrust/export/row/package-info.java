/**
 * The shape of a Braintrust row: what of a span is sent, under which names, masked and
 * cut, and its bytes. Knows neither queues nor threads nor other spans.
 */
@NullMarked
package dev.gai.braintrust.export.row;

import org.jspecify.annotations.NullMarked;
