/**
 * Models of Spring AI that it does not observe: transcription, speech and moderation.
 */
@Internal
@NullMarked
package dev.gai.braintrust.springai.media;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;
