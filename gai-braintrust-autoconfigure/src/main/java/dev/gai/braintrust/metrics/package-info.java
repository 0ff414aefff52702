/**
 * Meters for the application's registry: what this library has seen and counted, as
 * Micrometer's counters, timers and gauges. It decides nothing.
 */
@NullMarked
@Internal
package dev.gai.braintrust.metrics;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
