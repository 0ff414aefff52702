package dev.gai.braintrust.springai.http;

import java.util.Map;

import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.trace.ForeignSpan;
import org.jspecify.annotations.Nullable;

/**
 * Providers that speak the API of another one and are known by their host. Spring AI says
 * {@code openai} of all of them, but it is their prices that apply.
 */
final class Hosts {

	private static final Map<String, String> PROVIDERS = Map.of("api.groq.com", "groq", "openrouter.ai", "openrouter",
			"api.deepseek.com", "deepseek", "api.mistral.ai", "mistral_ai", "api.x.ai", "x_ai", "api.together.xyz",
			"together", "api.fireworks.ai", "fireworks", "api.cerebras.ai", "cerebras", "api.perplexity.ai",
			"perplexity", "generativelanguage.googleapis.com", "gcp.gemini");

	private Hosts() {
	}

	/**
	 * Tells a span which server answers, and of which provider it is.
	 * @param server the server
	 * @param span the span
	 */
	static void name(ServerAddress server, ForeignSpan span) {
		span.request().server(server);
		String provider = provider(server.host());
		if (provider != null) {
			span.span().provider(provider);
		}
	}

	/**
	 * Who answers at a host.
	 * @param host the host
	 * @return the provider, {@code null} for the one whose client it is
	 */
	static @Nullable String provider(String host) {
		return host.endsWith(".openai.azure.com") ? "azure.ai.openai" : PROVIDERS.get(host);
	}

}
