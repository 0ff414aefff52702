package dev.gai.braintrust.springai;

import java.util.Locale;

/**
 * Names of providers as OpenTelemetry's conventions have them.
 */
final class Providers {

	private Providers() {
	}

	/**
	 * Translates Spring AI's name.
	 * @param name the name
	 * @return the value of {@code gen_ai.provider.name}
	 */
	static String wellKnown(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return switch (lower) {
			case "azure-openai", "azure_openai" -> "azure.ai.openai";
			case "bedrock", "bedrock_converse" -> "aws.bedrock";
			case "google_genai", "google_genai_ai" -> "gcp.gemini";
			case "vertex_ai" -> "gcp.vertex_ai";
			default -> lower;
		};
	}

}
