package dev.gai.braintrust.sample.llm;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The model that is called: Groq's, OpenAI's or the scripted one. Set by
 * {@code EmbeddedServers}, each value can be overridden.
 *
 * @param provider name of the provider
 * @param baseUrl the URL to which {@code /chat/completions} is added
 * @param apiKey the key
 * @param model name of the model
 */
@ConfigurationProperties("sample.llm")
public record LlmSettings(String provider, String baseUrl, String apiKey, String model) {

	@Override
	public String toString() {
		return this.provider + " at " + this.baseUrl + ", model " + this.model;
	}

}
