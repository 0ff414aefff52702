package dev.gai.braintrust.export;

import java.util.List;
import java.util.Set;

import dev.gai.braintrust.content.ContentMasking;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/**
 * Attributes that somebody else has set on a span: masked, without content where content
 * is not captured, and without those that a record says better.
 */
final class ForeignAttributes {

	/** Beginnings of keys whose values are content in one of the conventions in use. */
	private static final List<String> CONTENT_KEYS = List.of("gen_ai.input.messages", "gen_ai.output.messages",
			"gen_ai.system_instructions", "gen_ai.prompt", "gen_ai.completion", "gen_ai.tool.call.arguments",
			"gen_ai.tool.call.result", "gen_ai.retrieval.query", "gen_ai.retrieval.documents", "braintrust.input",
			"braintrust.output", "braintrust.expected", "llm.input_messages", "llm.output_messages", "llm.prompts",
			"llm.completions", "input.value", "output.value", "traceloop.entity.input", "traceloop.entity.output",
			"ai.prompt", "ai.response", "ai.toolCall.args", "ai.toolCall.result", "db.vector.query.content",
			"spring.ai.tool.call.arguments", "spring.ai.tool.call.result", "exception.message", "exception.stacktrace");

	/** Keys of our observations, which are there for timers. */
	private static final Set<String> OBSERVATION_KEYS = Set.of("gai.step.name", "gai.task.name", "error");

	private final ContentMasking masking;

	private final boolean captureContent;

	private final int maxTextLength;

	ForeignAttributes(ContentMasking masking, boolean captureContent, int maxTextLength) {
		this.masking = masking;
		this.captureContent = captureContent;
		this.maxTextLength = maxTextLength;
	}

	Attributes masked(Attributes attributes) {
		AttributesBuilder masked = Attributes.builder();
		copy(attributes, masked, false);
		return masked.build();
	}

	/**
	 * Copies attributes.
	 * @param attributes the attributes
	 * @param target where they go
	 * @param recorded whether a record writes {@code gen_ai.*} itself
	 */
	void copy(Attributes attributes, AttributesBuilder target, boolean recorded) {
		attributes.forEach((key, value) -> {
			boolean ours = recorded && (key.getKey().startsWith("gen_ai.") || OBSERVATION_KEYS.contains(key.getKey()));
			if (!ours && (this.captureContent || !isContent(key.getKey()))) {
				put(target, key, value);
			}
		});
	}

	private static boolean isContent(String key) {
		return CONTENT_KEYS.stream().anyMatch(key::startsWith);
	}

	@SuppressWarnings("unchecked")
	private void put(AttributesBuilder target, AttributeKey<?> key, Object value) {
		if (value instanceof String text) {
			target.put(key.getKey(), text(key.getKey(), text));
		}
		else if (key.getType() == AttributeType.STRING_ARRAY) {
			List<String> texts = ((List<String>) value).stream().map((text) -> text(key.getKey(), text)).toList();
			target.put(AttributeKey.stringArrayKey(key.getKey()), texts);
		}
		else {
			target.put((AttributeKey<Object>) key, value);
		}
	}

	private String text(String key, String text) {
		String masked = this.masking.maskText(key, text);
		return (masked.length() > this.maxTextLength) ? masked.substring(0, this.maxTextLength) + "… [cut]" : masked;
	}

}
