package dev.gai.braintrust.sample.demo;

import java.util.Comparator;
import java.util.List;

import dev.gai.braintrust.sample.collector.Row;

/**
 * Finds rows among all that arrived.
 *
 * @param rows the rows
 */
record Traces(List<Row> rows) {

	/**
	 * All rows, at least one: what is said of all of none is true, and worth nothing.
	 */
	List<Row> all() {
		Unmet.unless(!this.rows.isEmpty(), "nothing has arrived");
		return this.rows;
	}

	/**
	 * The only row of a name.
	 */
	Row one(String name) {
		List<Row> named = named(name);
		Unmet.unless(named.size() == 1, "there are " + named.size() + " rows '" + name + "', not 1");
		return named.get(0);
	}

	/**
	 * The rows of a name, at least one.
	 */
	List<Row> some(String name) {
		List<Row> named = named(name);
		Unmet.unless(!named.isEmpty(), "there is no row '" + name + "'");
		return named;
	}

	private List<Row> named(String name) {
		return this.rows.stream().filter((row) -> row.name().equals(name)).toList();
	}

	List<Row> ofType(String type) {
		return this.rows.stream().filter((row) -> row.type().equals(type)).toList();
	}

	/**
	 * The calls of models that were not given up.
	 */
	List<Row> answeredModelCalls() {
		return ofType("llm").stream().filter((row) -> !row.error()).toList();
	}

	/**
	 * All rows of the trace of a part.
	 */
	List<Row> ofPart(String title) {
		String traceId = one(title).traceId();
		return this.rows.stream().filter((row) -> row.traceId().equals(traceId)).toList();
	}

	/**
	 * The calls of models in a part, in the order in which they were made.
	 */
	List<Row> modelCallsOf(String title) {
		return ofPart(title).stream()
			.filter((row) -> row.type().equals("llm"))
			.sorted(Comparator.comparingLong(Row::startNanos))
			.toList();
	}

	/**
	 * One of the calls of models in a part, counted from 0.
	 */
	Row modelCallOf(String title, int index) {
		List<Row> calls = modelCallsOf(title);
		Unmet.unless(index < calls.size(), "'" + title + "' has only " + calls.size() + " model calls");
		return calls.get(index);
	}

	/**
	 * The rows right below a row, in the order in which they started.
	 */
	List<Row> below(Row parent) {
		return this.rows.stream()
			.filter((row) -> row.parentSpanId().equals(parent.spanId()))
			.sorted(Comparator.comparingLong(Row::startNanos))
			.toList();
	}

}
