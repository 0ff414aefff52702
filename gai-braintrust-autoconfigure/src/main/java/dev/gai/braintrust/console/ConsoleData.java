package dev.gai.braintrust.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page asks for, as JSON. Thread-safe.
 */
final class ConsoleData {

	private final ConsoleSettings settings;

	private final KeptTraces traces;

	private final TraceRing ring;

	private final RunningSpans running;

	private final ConsoleActions actions;

	private final JsonMapper json = JsonMapper.builder().build();

	private final RowSummary summaries = new RowSummary(this.json);

	ConsoleData(ConsoleSettings settings, KeptTraces traces, RunningSpans running, ConsoleActions actions) {
		this.actions = actions;
		this.running = running;
		this.settings = settings;
		this.traces = traces;
		this.ring = traces.ring();
	}

	/**
	 * What the page says of the application.
	 * @return a JSON object
	 */
	String about() {
		Map<String, @Nullable Object> about = new LinkedHashMap<>();
		about.put("application", this.settings.application());
		about.put("version", this.settings.version());
		about.put("parent", this.settings.parent());
		about.put("sentTo", this.settings.sentTo());
		about.put("notSent", this.settings.notSent());
		about.put("permalink", this.settings.permalink());
		about.put("contentCaptured", this.settings.contentCaptured());
		about.put("maxTraces", this.settings.maxTraces());
		about.put("persistent", this.settings.persistent());
		about.put("rerun", this.actions.canRerun());
		about.put("datasets", this.actions.canAddToDatasets());
		return this.json.writeValueAsString(about);
	}

	RingChanges changes(@Nullable RingPosition position) {
		return this.ring.since(position);
	}

	/**
	 * Rows without their content.
	 * @param changes the rows
	 * @return a JSON object
	 */
	String json(RingChanges changes) {
		Map<String, Object> object = new LinkedHashMap<>();
		object.put("position", changes.position().toString());
		object.put("reset", changes.reset());
		object.put("evictedTraces", changes.evictedTraces());
		object.put("omittedSpans", changes.omittedSpans());
		object.put("open", this.running.rows());
		object.put("rows", changes.rows().stream().map(this::summary).toList());
		return this.json.writeValueAsString(object);
	}

	/**
	 * The rows of a trace with everything that is sent of them.
	 * @param traceId id of the trace
	 * @return a JSON object, {@code null} if the trace is not kept
	 */
	@Nullable String trace(String traceId) {
		List<ShownRow> rows = this.ring.trace(traceId);
		if (rows.isEmpty()) {
			return null;
		}
		Map<String, Object> trace = new LinkedHashMap<>();
		trace.put("rows", rows.stream().map((shown) -> TraceFile.full(shown.row(), summary(shown))).toList());
		trace.put("pictures", this.traces.pictures().keys(traceId));
		return this.json.writeValueAsString(trace);
	}

	Pictures.@Nullable Picture picture(String key) {
		return this.traces.pictures().find(key);
	}

	/**
	 * The traces in which words stand.
	 * @param query the words
	 * @return a JSON object with the ids of the traces
	 */
	String search(String query) {
		ConsoleSearch search = new ConsoleSearch(query, this.json);
		List<String> traces = search.isEmpty() ? List.of()
				: this.ring.traces()
					.entrySet()
					.stream()
					.filter((trace) -> search.matches(trace.getValue()))
					.map(Map.Entry::getKey)
					.toList();
		return this.json.writeValueAsString(Map.of("traces", traces));
	}

	/**
	 * Changes whenever a span starts or ends.
	 * @return a number
	 */
	long runningVersion() {
		return this.running.version();
	}

	private Map<String, Object> summary(ShownRow row) {
		Map<String, Object> summary = row.summary(this.summaries);
		List<?> said = this.traces.notes().of(row.row().spanId());
		if (said.isEmpty()) {
			return summary;
		}
		Map<String, Object> more = new LinkedHashMap<>(summary);
		more.put("feedback", said);
		return more;
	}

	void clear() {
		this.traces.forget();
	}

}
