/**
 * Answers requests in place of a provider, or passes them on and keeps what it answered.
 */
@NullMarked
@Internal
package dev.gai.braintrust.replay.exchange;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
