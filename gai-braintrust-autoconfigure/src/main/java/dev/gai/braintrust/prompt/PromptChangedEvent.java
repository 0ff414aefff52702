package dev.gai.braintrust.prompt;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * A prompt in use has a new version. Published on a thread of the library after the new
 * version is served.
 *
 * @param slug the slug of the prompt
 * @param previousVersion the version before, {@code null} if that copy had none
 * @param version the version that is served now
 * @since 0.1.0
 */
@PublicApi
public record PromptChangedEvent(String slug, @Nullable String previousVersion, @Nullable String version) {

}
