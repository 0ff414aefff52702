package dev.gai.braintrust.sample.demo;

import java.util.Map;

import dev.gai.braintrust.sample.collector.Row;

/**
 * Rows for tests.
 */
final class SomeRow {

	private SomeRow() {
	}

	static Row of(String id, String parent, String name, int startMillis, String type, String metrics) {
		return row(id, parent, name, startMillis, false, "",
				Map.of("braintrust.span_attributes", "{\"type\":\"" + type + "\"}", "braintrust.metrics", metrics));
	}

	static Row failed(String id, String parent, String name, int startMillis, String message) {
		return row(id, parent, name, startMillis, true, message,
				Map.of("braintrust.span_attributes", "{\"type\":\"tool\"}"));
	}

	private static Row row(String id, String parent, String name, int startMillis, boolean error, String message,
			Map<String, Object> attributes) {
		return new Row("t", id, parent, name, "INTERNAL", startMillis * 1_000_000L, (startMillis + 5) * 1_000_000L,
				error, message, attributes, Map.of(), "");
	}

}
