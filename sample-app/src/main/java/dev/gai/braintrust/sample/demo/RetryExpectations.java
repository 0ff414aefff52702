package dev.gai.braintrust.sample.demo;

import java.util.List;

import dev.gai.braintrust.sample.collector.Row;

/**
 * What the rows say of calls that were made again.
 */
final class RetryExpectations {

	private final List<PartResult> parts;

	RetryExpectations(List<PartResult> parts) {
		this.parts = parts;
	}

	/**
	 * The expectations.
	 * @return none if the parts did not run
	 */
	List<Expectation> all() {
		if (this.parts.stream().noneMatch((part) -> part.title().equals(FlakyProviderDemo.RECOVERED))) {
			return List.of();
		}
		return List.of(
				new Expectation("a call that recovered is no error and says how often it was tried", this::recovered),
				new Expectation("each failed attempt is below its call, with its reason and the wait after it",
						this::attempts),
				new Expectation("a call that was given up is an error and says that attempts are used up",
						this::exhausted));
	}

	private void recovered(Traces traces) {
		Row call = traces.modelCallOf(FlakyProviderDemo.RECOVERED, 0);
		Unmet.unless(!call.error(), "the call is an error: " + call.statusMessage());
		Unmet.unlessEqual(call.metadata("retry.max_attempts").intValue(-1), 3, "retry.max_attempts");
		Unmet.unlessEqual(call.metadata("retry.failed_attempts").intValue(-1), 2, "retry.failed_attempts");
		Unmet.unlessEqual(call.metadata("retry.successful_attempt").intValue(-1), 3, "retry.successful_attempt");
		Unmet.unlessEqual(call.metadata("retry.success").booleanValue(false), true, "retry.success");
		Unmet.unless(call.metadata("retry.last_error").stringValue("").contains("The server had an error"),
				"retry.last_error is " + call.metadata("retry.last_error"));
	}

	private void attempts(Traces traces) {
		Row call = traces.modelCallOf(FlakyProviderDemo.RECOVERED, 0);
		List<Row> attempts = traces.below(call);
		Unmet.unlessEqual(attempts.stream().map(Row::name).toList(), List.of("attempt 1", "attempt 2"),
				"what is below the call");
		attempt(attempts.get(0), "rate_limited", 150);
		attempt(attempts.get(1), "provider_unavailable", 100);
	}

	private static void attempt(Row row, String category, int waitMillis) {
		Unmet.unless(row.error(), "'" + row.name() + "' is no error");
		Unmet.unlessEqual(row.metadata("error.category").stringValue(""), category, "error.category");
		Unmet.unlessEqual(row.metadata("error.retryable").booleanValue(false), true, "error.retryable");
		Unmet.unlessEqual(row.metadata("retry.wait_ms").intValue(-1), waitMillis, "retry.wait_ms");
	}

	private void exhausted(Traces traces) {
		Row call = traces.modelCallOf(FlakyProviderDemo.EXHAUSTED, 0);
		Unmet.unless(call.error(), "the call is no error");
		Unmet.unlessEqual(call.metadata("error.category").stringValue(""), "overloaded", "error.category");
		Unmet.unlessEqual(call.metadata("retry.exhausted").booleanValue(false), true, "retry.exhausted");
		Unmet.unlessEqual(traces.below(call).stream().map(Row::name).toList(), List.of("attempt 1", "attempt 2"),
				"what is below the call");
	}

}
