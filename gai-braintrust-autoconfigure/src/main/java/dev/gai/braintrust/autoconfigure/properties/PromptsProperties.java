package dev.gai.braintrust.autoconfigure.properties;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Prompts that are managed in Braintrust.
 *
 * @param refresh Interval between checks for a new version of a prompt in use.
 * @param timeout Maximum time for a call to wait for a prompt that has no local copy.
 * @param fallback Location of bundled copies, each named after the slug of its prompt.
 * @since 0.1.0
 */
public record PromptsProperties(@DefaultValue("60s") Duration refresh, @DefaultValue("3s") Duration timeout,
		@DefaultValue("classpath:braintrust/prompts/") String fallback) {

	void check() {
		PropertyChecks.positive("gai.braintrust.prompts.refresh", this.refresh);
		PropertyChecks.positive("gai.braintrust.prompts.timeout", this.timeout);
		PropertyChecks.require(!this.fallback.isBlank(), "gai.braintrust.prompts.fallback", "is empty",
				"Write the location of a folder, for example classpath:braintrust/prompts/.");
	}

}
