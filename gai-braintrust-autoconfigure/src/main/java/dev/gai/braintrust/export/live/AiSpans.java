package dev.gai.braintrust.export.live;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/**
 * Tells spans that have to do with AI by their attributes, as Braintrust's own SDKs do.
 *
 * @since 0.1.0
 */
public final class AiSpans {

	/**
	 * Set on every span by other Braintrust SDKs; says where a span goes, not what it is.
	 */
	private static final List<String> SYSTEM_KEYS = List.of("braintrust.parent", "braintrust.org", "braintrust.app_url",
			"braintrust.context_json");

	private AiSpans() {
	}

	/**
	 * Whether a span has to do with AI.
	 * @param attributes its attributes
	 * @return whether one of them says so
	 */
	public static boolean isAi(Attributes attributes) {
		for (AttributeKey<?> key : attributes.asMap().keySet()) {
			if (isAiKey(key.getKey())) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAiKey(String key) {
		boolean ai = key.startsWith("gen_ai.") || key.startsWith("braintrust.") || key.startsWith("llm.")
				|| key.startsWith("ai.") || key.startsWith("traceloop.");
		return ai && !SYSTEM_KEYS.contains(key);
	}

}
