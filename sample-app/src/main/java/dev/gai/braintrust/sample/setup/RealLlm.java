package dev.gai.braintrust.sample.setup;

import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds out whether there is a key for a real model: Groq's first, then OpenAI's.
 */
final class RealLlm {

	private RealLlm() {
	}

	static boolean find(ConfigurableEnvironment environment, Map<String, Object> properties) {
		if (EmbeddedServers.isSet(environment, "GROQ_API_KEY")) {
			use(properties, "groq", "https://api.groq.com/openai/v1", environment.getProperty("GROQ_API_KEY"),
					"llama-3.3-70b-versatile");
			return true;
		}
		if (EmbeddedServers.isSet(environment, "OPENAI_API_KEY")) {
			use(properties, "openai", environment.getProperty("OPENAI_BASE_URL", "https://api.openai.com/v1"),
					environment.getProperty("OPENAI_API_KEY"), "gpt-4o-mini");
			return true;
		}
		return false;
	}

	private static void use(Map<String, Object> properties, String provider, String baseUrl, String apiKey,
			String model) {
		properties.put("sample.llm.provider", provider);
		properties.put("sample.llm.base-url", baseUrl);
		properties.put("sample.llm.api-key", apiKey);
		properties.put("sample.llm.model", model);
	}

}
