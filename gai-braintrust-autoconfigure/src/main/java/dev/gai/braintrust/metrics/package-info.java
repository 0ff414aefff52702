/**
 * Meters for the application's registry: what this library has seen and counted, as
 * Micrometer's counters, timers and gauges. It decides nothing.
 */
@NullMarked
package dev.gai.braintrust.metrics;

import org.jspecify.annotations.NullMarked;
