/**
 * What everything stands on: one guard against failures, one way to say something once,
 * the bounded maps, bodies and threads, what a thread knows during its work, the amounts
 * that threads add up, looks into objects of libraries, and the waits that servers ask
 * for. Knows no other package of this library.
 */
@NullMarked
@Internal
package dev.gai.braintrust.guard;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
