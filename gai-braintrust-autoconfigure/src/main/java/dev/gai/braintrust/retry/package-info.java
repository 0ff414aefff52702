/**
 * Attempts of a call: when to try again, how long to wait, one way of doing it for each
 * type of result. What an error means lives in {@code error}; that an attempt is seen in
 * the trace is the listener's work.
 */
@NullMarked
package dev.gai.braintrust.retry;

import org.jspecify.annotations.NullMarked;
