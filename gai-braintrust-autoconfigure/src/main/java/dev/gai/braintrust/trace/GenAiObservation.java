package dev.gai.braintrust.trace;

import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Names and low-cardinality keys of the observations, which become timers where the
 * application has a meter registry. Each kind always has the same keys, as some
 * registries demand.
 */
final class GenAiObservation {

	private static final String NONE = "none";

	private static final List<String> OWN_KEYS = List.of("gen_ai.operation.name", "gen_ai.provider.name",
			"gen_ai.request.model", "gen_ai.tool.name", "gen_ai.agent.name", "gen_ai.data_source.id", "gai.step.name",
			"gai.task.name");

	private GenAiObservation() {
	}

	static String name(SpanType type) {
		return switch (type) {
			case LLM, EMBEDDINGS -> "gai.llm";
			case AGENT -> "gai.agent";
			case STEP -> "gai.step";
			case TOOL -> "gai.tool";
			case RETRIEVAL -> "gai.retrieval";
			case TASK -> "gai.task";
		};
	}

	static boolean isOwnKey(String key) {
		return OWN_KEYS.contains(key);
	}

	static KeyValues keyValues(SpanRecord record) {
		return switch (record.type()) {
			case LLM,
					EMBEDDINGS ->
				KeyValues.of(key("gen_ai.operation.name", record.operation()),
						key("gen_ai.provider.name", record.request().provider()),
						key("gen_ai.request.model", record.request().model()));
			case AGENT -> KeyValues.of(key("gen_ai.agent.name", record.name()));
			case STEP -> KeyValues.of(key("gai.step.name", record.name()));
			case TOOL -> KeyValues.of(key("gen_ai.tool.name", record.name()));
			case RETRIEVAL -> KeyValues.of(key("gen_ai.data_source.id", record.name()));
			case TASK -> KeyValues.of(key("gai.task.name", record.name()));
		};
	}

	private static KeyValue key(String key, @Nullable String value) {
		return KeyValue.of(key, (value == null || value.isEmpty()) ? NONE : value);
	}

}
