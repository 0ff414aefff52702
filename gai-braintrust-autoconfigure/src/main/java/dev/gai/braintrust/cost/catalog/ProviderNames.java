package dev.gai.braintrust.cost.catalog;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names that OpenTelemetry, Spring AI, LangChain4j and gateways have for a provider, and
 * its id in the price data. The data has matching rules of its own, which miss some of
 * these names and take Azure for OpenAI.
 */
final class ProviderNames {

	private static final Map<String, String> IDS = new HashMap<>();

	static {
		ids("openai", "open_ai", "openai_sdk");
		ids("azure", "azure.ai.openai", "azure.ai.inference", "az.ai.openai", "az.ai.inference", "azure_openai",
				"azure-openai", "azure_open_ai", "azure_ai_inference", "azure_ai", "microsoft_foundry");
		ids("aws", "aws.bedrock", "aws_bedrock", "amazon_bedrock", "bedrock", "bedrock_converse");
		ids("google", "gcp.gemini", "gcp.gen_ai", "gcp.vertex_ai", "gemini", "google_ai_gemini", "google_gemini",
				"google_genai", "google_vertex_ai_anthropic", "google_vertex_ai_gemini", "vertex_ai");
		ids("mistral", "mistral_ai");
		ids("moonshotai", "moonshot_ai");
		ids("x-ai", "x_ai", "xai");
		ids("together", "together_ai", "together-ai");
		ids("fireworks", "fireworks_ai", "fireworks-ai");
		ids("voyageai", "voyage_ai");
		ids("zhipuai", "zhipu_ai");
		ids("zai", "z_ai", "z.ai");
	}

	private ProviderNames() {
	}

	static String canonical(String name) {
		String normal = name.strip().toLowerCase(Locale.ROOT);
		return IDS.getOrDefault(normal, normal);
	}

	private static void ids(String id, String... names) {
		for (String name : names) {
			IDS.put(name, id);
		}
	}

}
