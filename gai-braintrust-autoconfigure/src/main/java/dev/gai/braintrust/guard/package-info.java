/**
 * What everything stands on: one guard against failures, one way to say something once,
 * and the bounded maps, bodies and threads. Knows no other package of this library.
 */
@NullMarked
package dev.gai.braintrust.guard;

import org.jspecify.annotations.NullMarked;
