package dev.gai.braintrust.export.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.media.MediaMode;
import dev.gai.braintrust.content.media.MediaOfRow;
import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.export.row.otlp.AttributeList;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.trace.data.LinkData;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that somebody else has set on a span: masked, without content where content
 * is not captured, and without those that a record says better. Used by one thread.
 */
final class ForeignAttributes {

	/** Beginnings of keys whose values are content in one of the conventions in use. */
	private static final List<String> CONTENT_KEYS = List.of("gen_ai.input.messages", "gen_ai.output.messages",
			"gen_ai.system_instructions", "gen_ai.prompt", "gen_ai.completion", "gen_ai.tool.call.arguments",
			"gen_ai.tool.call.result", "gen_ai.retrieval.query", "gen_ai.retrieval.documents", "braintrust.input",
			"braintrust.output", "braintrust.expected", "llm.input_messages", "llm.output_messages", "llm.prompts",
			"llm.completions", "llm.function_call", "input.value", "output.value", "tool.parameters",
			"retrieval.documents", "reranker.", "embedding.text", "embedding.embeddings", "traceloop.entity.input",
			"traceloop.entity.output", "ai.prompt", "ai.response", "ai.toolCall.args", "ai.toolCall.result",
			"db.vector.query.content", "spring.ai.tool.call.arguments", "spring.ai.tool.call.result");

	private static final Set<String> ERROR_KEYS = Set.of("exception.message", "exception.stacktrace", "error.message");

	/**
	 * Keys of our observations, which are there for timers, and what the row says itself.
	 */
	private static final Set<String> KEYS_BESIDE_RECORD = Set.of("gai.step.name", "gai.task.name", "error",
			"error.category", "braintrust.parent");

	private final ContentMasking masking;

	private final MediaOfRow media;

	/**
	 * Keys and values by turns of what is being copied. Were each masked as it is found,
	 * the JVM would compile the whole of that three times, once more for each call around
	 * it, which takes seconds of a new process.
	 */
	private final List<Object> found = new ArrayList<>();

	ForeignAttributes(ContentMasking masking, MediaMode media) {
		this.masking = masking;
		this.media = new MediaOfRow(media, MediaStore.NONE, UnaryOperator.identity());
	}

	/**
	 * Copies attributes.
	 * @param attributes the attributes
	 * @param shown what may be shown
	 * @param budget how much text there is room for
	 * @return the copy
	 */
	Attributes copy(Attributes attributes, Shown shown, TextBudget budget) {
		AttributeList copy = new AttributeList(attributes.size());
		copy(attributes, copy, shown, budget);
		return copy;
	}

	/**
	 * Copies attributes.
	 * @param attributes the attributes
	 * @param target where they go
	 * @param shown what may be shown
	 * @param budget how much text there is room for
	 */
	void copy(Attributes attributes, AttributeList target, Shown shown, TextBudget budget) {
		copy(attributes, target, shown::allows, budget);
	}

	/**
	 * Copies attributes of a span whose record writes {@code gen_ai.*} itself, and what
	 * Spring AI says with its own.
	 * @param attributes the attributes
	 * @param target where they go
	 * @param shown what may be shown
	 * @param budget how much text there is room for
	 */
	void copyBesideRecord(Attributes attributes, AttributeList target, Shown shown, TextBudget budget) {
		copy(attributes, target, (key) -> !key.startsWith("gen_ai.") && !key.startsWith("spring.ai.")
				&& !KEYS_BESIDE_RECORD.contains(key) && shown.allows(key), budget);
	}

	List<LinkData> links(List<LinkData> links, Shown shown, TextBudget budget) {
		if (links.isEmpty()) {
			return List.of();
		}
		List<LinkData> copies = new ArrayList<>();
		for (LinkData link : links) {
			copies.add(LinkData.create(link.getSpanContext(), copy(link.getAttributes(), shown, budget)));
		}
		return copies;
	}

	private void copy(Attributes attributes, AttributeList target, Predicate<String> allowed, TextBudget budget) {
		attributes.forEach((key, value) -> {
			if (allowed.test(key.getKey())) {
				this.found.add(key);
				this.found.add(value);
			}
		});
		try {
			for (int i = 0; i < this.found.size(); i += 2) {
				put(target, (AttributeKey<?>) this.found.get(i), this.found.get(i + 1), budget);
			}
		}
		finally {
			this.found.clear();
		}
	}

	/**
	 * A name tells of numbers, too, what they are. What is masked is a text then.
	 */
	private void put(AttributeList target, AttributeKey<?> key, Object value, TextBudget budget) {
		String name = key.getKey();
		if (value instanceof String text) {
			target.put(key, text(name, text, budget));
		}
		else if (value instanceof Value<?> structured) {
			// As JSON text it can be masked and cut; Braintrust reads it from there too.
			target.put(name, text(name, structured.asString(), budget));
		}
		else if (value instanceof List<?> list) {
			List<?> masked = list.stream().map((element) -> element(name, element, budget)).toList();
			if (masked.equals(list)) {
				target.put(key, value);
			}
			else {
				target.put(AttributeKey.stringArrayKey(name), masked.stream().map(String::valueOf).toList());
			}
		}
		else {
			Object masked = element(name, value, budget);
			target.put((masked instanceof String) ? AttributeKey.stringKey(name) : key, masked);
		}
	}

	private Object element(String key, Object element, TextBudget budget) {
		return (element instanceof String text) ? text(key, text, budget) : this.masking.maskNamed(key, element);
	}

	private String text(String key, String text, TextBudget budget) {
		return budget.take(String.valueOf(this.masking.maskNamed(key, this.media.applyToText(text))));
	}

	/**
	 * What may be shown of a span.
	 *
	 * @param content whether content may
	 * @param errorText whether the text of errors may
	 */
	record Shown(boolean content, boolean errorText) {

		/** What of one span may be shown, where the settings say whether anything may. */
		static Shown of(boolean captured, @Nullable SpanRecord record, RowContext context) {
			if (record != null) {
				return new Shown(captured && record.contentCaptured(), captured && record.errorTextCaptured());
			}
			return new Shown(captured && context.contentShown(), captured && context.errorTextShown());
		}

		boolean allows(String key) {
			if (this.content && this.errorText) {
				return true;
			}
			if (ERROR_KEYS.contains(key)) {
				return this.content && this.errorText;
			}
			return this.content || CONTENT_KEYS.stream().noneMatch(key::startsWith);
		}

	}

}
