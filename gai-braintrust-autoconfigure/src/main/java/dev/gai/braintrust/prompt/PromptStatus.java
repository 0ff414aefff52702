package dev.gai.braintrust.prompt;

import java.time.Instant;
import java.util.List;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the prompts at one moment. Holds no content of a prompt.
 *
 * @param prompts the prompts that were asked for
 * @param lastSuccess when Braintrust last answered, {@code null} if it has not
 * @param lastFailure why a prompt could last not be refreshed, {@code null} if it could
 * @since 0.1.0
 */
@Internal
public record PromptStatus(List<Served> prompts, @Nullable Instant lastSuccess, @Nullable String lastFailure) {

	/**
	 * A prompt that was asked for.
	 *
	 * @param slug its slug
	 * @param requested which version was asked for
	 * @param version the version that is served, {@code null} if none or not known
	 * @param origin where it came from, {@code null} if there is none
	 */
	public record Served(String slug, String requested, @Nullable String version, @Nullable PromptOrigin origin) {

	}

}
