package dev.gai.braintrust.export.row;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.error.Denials;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.record.FailedAttempt;
import dev.gai.braintrust.trace.record.RetryHistory;
import dev.gai.braintrust.trace.record.SpanRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata says of errors and attempts. It is masked with the rest of it.
 */
final class FailureFields {

	private FailureFields() {
	}

	/**
	 * The fields.
	 * @param record what happened
	 * @param errorText whether the text of errors may be shown
	 * @return the fields, empty if all went well at once
	 */
	static Map<String, @Nullable Object> of(SpanRecord record, boolean errorText) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		ErrorClassification meaning = record.errorClassification();
		if (meaning != null) {
			fields.put("error.category", Denials.include(record.error()) ? "denied" : meaning.category().value());
			fields.put("error.retryable", meaning.retryable());
		}
		RetryHistory attempts = record.attempts();
		if (attempts.maxAttempts() != null || attempts.failedCount() > 0) {
			addAttempts(fields, record, errorText);
		}
		return fields;
	}

	private static void addAttempts(Map<String, @Nullable Object> fields, SpanRecord record, boolean errorText) {
		RetryHistory attempts = record.attempts();
		boolean success = record.error() == null && !record.failure().cancelled();
		fields.put("retry.enabled", true);
		if (attempts.maxAttempts() != null) {
			fields.put("retry.max_attempts", attempts.maxAttempts());
		}
		fields.put("retry.failed_attempts", attempts.failedCount());
		fields.put("retry.success", success);
		if (success) {
			fields.put("retry.successful_attempt", attempts.failedCount() + 1);
		}
		fields.put("retry.exhausted", !success && attempts.exhausted());
		List<FailedAttempt> failed = attempts.failed();
		if (!failed.isEmpty()) {
			fields.put("retry.last_error", text(failed.get(failed.size() - 1).error(), errorText));
		}
	}

	private static String text(Throwable error, boolean errorText) {
		String type = error.getClass().getName();
		if (!errorText) {
			return type;
		}
		try {
			String message = error.getMessage();
			return (message != null) ? type + ": " + message : type;
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			return type;
		}
	}

}
