package dev.gai.braintrust.langchain4j;

import java.util.Locale;

import dev.langchain4j.model.ModelProvider;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry calls a provider.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/">Values of
 * gen_ai.provider.name</a>
 */
final class ModelProviders {

	private ModelProviders() {
	}

	static @Nullable String of(@Nullable ModelProvider provider) {
		if (provider == null) {
			return null;
		}
		// By name: each version of LangChain4j knows more of them.
		return switch (provider.name()) {
			case "OTHER" -> null;
			case "OPEN_AI" -> "openai";
			case "AMAZON_BEDROCK" -> "aws.bedrock";
			case "AZURE_OPEN_AI", "MICROSOFT_FOUNDRY" -> "azure.ai.openai";
			case "GOOGLE_AI_GEMINI", "GOOGLE_GENAI" -> "gcp.gemini";
			case "GOOGLE_VERTEX_AI_GEMINI", "GOOGLE_VERTEX_AI_ANTHROPIC" -> "gcp.vertex_ai";
			case "WATSONX" -> "ibm.watsonx.ai";
			default -> provider.name().toLowerCase(Locale.ROOT);
		};
	}

}
