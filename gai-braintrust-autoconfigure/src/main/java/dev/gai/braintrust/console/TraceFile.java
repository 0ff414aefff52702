package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.promise.Internal;
import io.opentelemetry.api.common.Attributes;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of a trace with everything that is sent of them, as JSON that the page reads,
 * from the application or from a file.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceFile {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private static final RowSummary summaries = new RowSummary(mapper);

	private TraceFile() {
	}

	/**
	 * Writes rows.
	 * @param rows rows of one trace
	 * @return a JSON object
	 */
	public static String of(List<Row> rows) {
		return mapper
			.writeValueAsString(Map.of("rows", rows.stream().map((row) -> full(row, summaries.of(row))).toList()));
	}

	static Map<String, Object> full(Row row, Map<String, Object> summary) {
		Map<String, Object> full = new LinkedHashMap<>(summary);
		full.put("spanName", row.name());
		full.put("attributes", map(row.attributes()));
		full.put("resource", map(row.resource()));
		List<Object> events = new ArrayList<>();
		for (Row.Event event : row.events()) {
			events.add(Map.of("name", event.name(), "time", RowSummary.millis(event.nanos()), "attributes",
					map(event.attributes())));
		}
		full.put("events", events);
		return full;
	}

	private static Map<String, Object> map(Attributes attributes) {
		Map<String, Object> map = new LinkedHashMap<>();
		attributes.forEach((key, value) -> map.put(key.getKey(), value));
		return map;
	}

}
