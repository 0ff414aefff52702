package dev.gai.braintrust.metrics;

import dev.gai.braintrust.trace.record.SpanRecord;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What meters tell calls of models apart by. The number of keys is bounded where they are
 * used.
 */
record CallTags(String provider, String model, String operation, String outcome) {

	private static final int MAX_LENGTH = 100;

	static final CallTags OTHER = new CallTags("other", "other", "other", "other");

	static CallTags of(SpanRecord record) {
		String requested = record.request().model();
		return new CallTags(text(record.request().provider()),
				text((requested != null) ? requested : record.response().model()), text(record.operation()),
				outcome(record));
	}

	static String outcome(SpanRecord record) {
		if (record.error() != null) {
			return "error";
		}
		return record.failure().cancelled() ? "cancelled" : "success";
	}

	static String text(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return "none";
		}
		String plain = text.strip();
		return (plain.length() > MAX_LENGTH) ? plain.substring(0, MAX_LENGTH) : plain;
	}

	Tags tags() {
		return Tags.of("provider", this.provider, "model", this.model, "operation", this.operation, "outcome",
				this.outcome);
	}

}
