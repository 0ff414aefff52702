/**
 * What was recorded: one exchange with a provider in one file, without credentials.
 */
@NullMarked
@Internal
package dev.gai.braintrust.replay.cassette;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
