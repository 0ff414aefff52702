/**
 * The shape of a Braintrust row: what of a span is sent, under which names, masked and
 * cut, and its bytes. Knows neither queues nor threads nor other spans.
 */
@NullMarked
@Internal
package dev.gai.braintrust.export.row;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
