package dev.gai.braintrust.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.trace.record.SharedText;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.UsageLedger;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Low-cardinality keys of the observations, which become timers where the application has
 * a meter registry. Each kind always has the same keys, as some registries demand. Names
 * of tools, agents and models come from outside: the first hundreds of each key are told
 * apart, so that the application's registry cannot grow with them. They may be made of
 * data, so that secrets in them are masked. Thread-safe.
 */
final class ObservationKeys {

	private static final int MAX_VALUES = 300;

	private final Map<String, BoundedKeys<String, KeyValue>> values = new HashMap<>();

	/** Each value is bounded, but so must be what they come to together. */
	private final BoundedKeys<KeyValues, KeyValues> calls = new BoundedKeys<>(MAX_VALUES,
			KeyValues.of("gen_ai.operation.name", UsageLedger.OTHER, "gen_ai.provider.name", UsageLedger.OTHER,
					"gen_ai.request.model", UsageLedger.OTHER),
			(keys) -> keys);

	private final SharedText shared;

	/**
	 * Creates keys.
	 * @param mask masks names
	 */
	ObservationKeys(UnaryOperator<String> mask) {
		this.shared = new SharedText(false, mask);
		GenAiObservation.OWN_KEYS.forEach((key) -> this.values.put(key, new BoundedKeys<>(MAX_VALUES, UsageLedger.OTHER,
				(value) -> KeyValue.of(key, this.shared.name(value)))));
	}

	/**
	 * The name of a span that starts.
	 * @param record what is known of it
	 * @return what others may see of its name
	 */
	String name(SpanRecord record) {
		return this.shared.name(record.spanName());
	}

	/**
	 * The keys of a span that ends.
	 * @param record what happened
	 * @return its keys with their values
	 */
	KeyValues of(SpanRecord record) {
		return switch (record.type()) {
			case LLM,
					EMBEDDINGS ->
				this.calls.get(KeyValues.of(key("gen_ai.operation.name", record.operation()),
						key("gen_ai.provider.name", record.request().provider()),
						key("gen_ai.request.model", record.request().model())));
			case AGENT -> KeyValues.of(key("gen_ai.agent.name", record.name()));
			case STEP -> KeyValues.of(key("gai.step.name", record.name()));
			case TOOL -> KeyValues.of(key("gen_ai.tool.name", record.name()));
			case RETRIEVAL -> KeyValues.of(key("gen_ai.data_source.id", record.name()));
			case TASK, EVAL, SCORE, CLASSIFIER -> KeyValues.of(key("gai.task.name", record.name()));
		};
	}

	private KeyValue key(String key, @Nullable String value) {
		String text = (value == null || value.isEmpty()) ? UsageLedger.NONE : value;
		return Objects.requireNonNull(this.values.get(key)).get(text);
	}

}
