package dev.gai.braintrust.sample.demo;

import java.util.List;

import dev.gai.braintrust.sample.collector.Row;

/**
 * That rows arrive in the right project, and that no secret does.
 */
final class SafetyExpectations {

	private final String parent;

	/**
	 * Creates the expectations.
	 * @param parent where the rows belong, {@code project_name:…} for example; empty if
	 * it is not known
	 */
	SafetyExpectations(String parent) {
		this.parent = parent;
	}

	List<Expectation> all() {
		return List.of(new Expectation("each row and each request say where they belong", this::parents),
				new Expectation("the key in the prompt arrived masked", this::secret),
				new Expectation("the application is named", this::resource));
	}

	private void parents(Traces traces) {
		for (Row row : traces.all()) {
			Object actual = row.attributes().get("braintrust.parent");
			Unmet.unless(actual instanceof String text && !text.isBlank(),
					"'" + row.name() + "' has no braintrust.parent");
			Unmet.unlessEqual(row.parentHeader(), actual, "x-bt-parent");
			Unmet.unless(this.parent.isEmpty() || this.parent.equals(actual),
					"braintrust.parent is " + actual + ", not " + this.parent);
		}
	}

	private void secret(Traces traces) {
		for (Row row : traces.all()) {
			String all = row.name() + row.statusMessage() + row.attributes() + row.resource();
			Unmet.unless(!all.contains(Demo.SECRET), "'" + row.name() + "' has the key in clear text");
		}
		String prompt = traces.modelCallOf(Demo.CHAT, 2).input().path(1).path("content").stringValue("");
		Unmet.unless(prompt.matches("My key \\[masked.*\\] is refused\\. Why\\?"), "the prompt is '" + prompt + "'");
	}

	private void resource(Traces traces) {
		for (Row row : traces.all()) {
			Unmet.unlessEqual(row.resource().get("service.name"), "gai-sample", "service.name");
		}
	}

}
