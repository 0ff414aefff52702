/**
 * Load programs: faults at full rate, for minutes. They are not tests, which neither
 * sleep nor measure time; {@code docs/reliability.md} says how to run them and what they
 * showed.
 */
package dev.gai.braintrust.load;
