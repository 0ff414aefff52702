package dev.gai.braintrust.export.live;

import java.util.List;
import java.util.function.BiConsumer;

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

	/** What nearly all that is of the conventions has. */
	private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");

	private AiSpans() {
	}

	/**
	 * Whether a span has to do with AI.
	 * @param attributes its attributes
	 * @return whether one of them says so
	 */
	public static boolean isAi(Attributes attributes) {
		if (attributes.get(OPERATION) != null) {
			return true;
		}
		AiKeys keys = new AiKeys();
		attributes.forEach(keys);
		return keys.found;
	}

	private static boolean isAiKey(String key) {
		boolean ai = key.startsWith("gen_ai.") || key.startsWith("braintrust.") || key.startsWith("llm.")
				|| key.startsWith("ai.") || key.startsWith("traceloop.");
		return ai && !SYSTEM_KEYS.contains(key);
	}

	/** Looks at each key: to make a set of them would cost more. */
	private static final class AiKeys implements BiConsumer<AttributeKey<?>, Object> {

		private boolean found;

		@Override
		public void accept(AttributeKey<?> key, Object value) {
			this.found = this.found || isAiKey(key.getKey());
		}

	}

}
