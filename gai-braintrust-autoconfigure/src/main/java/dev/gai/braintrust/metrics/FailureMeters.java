package dev.gai.braintrust.metrics;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.RetryHistory;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * Meters of what goes wrong in calls of models, sampled or not, by provider and model:
 * errors by category, attempts after a first one, calls that another attempt has saved,
 * and calls that were given up although another one could have. Models beyond the first
 * hundreds are metered as {@code other}, calls that were refused are not metered.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class FailureMeters implements CallListener {

	private static final int MAX_MODELS = 300;

	private static final Tags OTHER = Tags.of("provider", "other", "model", "other");

	private final MeterRegistry registry;

	private final BoundedKeys<Tags, Tags> models = new BoundedKeys<>(MAX_MODELS, OTHER, (tags) -> tags);

	/**
	 * Creates meters.
	 * @param registry where the meters are registered
	 */
	public FailureMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void ended(SpanRecord record) {
		if (record.response().refused()) {
			return;
		}
		ErrorClassification meaning = record.errorClassification();
		if (meaning != null && record.billable() && !record.response().refused()) {
			count("gai.llm.errors", "Calls of models that failed", 1,
					tags(record).and("category", meaning.category().value()));
		}
		RetryHistory attempts = record.attempts();
		if (attempts.failedCount() == 0 || !isAboutModel(record)) {
			return;
		}
		Tags tags = tags(record);
		int retries = attempts.retries(record.error() != null);
		if (retries > 0) {
			count("gai.llm.retries", "Attempts after a first one", retries, tags);
		}
		if (record.error() == null && !record.failure().cancelled()) {
			count("gai.llm.recovered", "Calls that another attempt has saved", 1, tags);
		}
		else if (attempts.exhausted()) {
			count("gai.llm.exhausted", "Calls that were given up though another attempt could have helped", 1, tags);
		}
	}

	/**
	 * A call of a model, also one that turned out to wrap others and is what is retried.
	 */
	private static boolean isAboutModel(SpanRecord record) {
		return record.billable() || (record.type() == SpanType.TASK && record.request().model() != null);
	}

	private void count(String meter, String description, double amount, Tags tags) {
		Counter.builder(meter).description(description).tags(tags).register(this.registry).increment(amount);
	}

	private Tags tags(SpanRecord record) {
		String requested = record.request().model();
		return this.models.get(Tags.of("provider", CallTags.text(record.request().provider()), "model",
				CallTags.text((requested != null) ? requested : record.response().model())));
	}

}
