package dev.gai.braintrust.prompt;

import java.time.Duration;

import dev.gai.braintrust.promise.Internal;

/**
 * How prompts are kept up to date.
 *
 * @param refresh time from one look for a new version to the next, give or take a fifth
 * @param timeout the longest time that a call waits for a prompt of which there is no
 * copy
 * @since 0.1.0
 */
@Internal
public record PromptSettings(Duration refresh, Duration timeout) {

}
