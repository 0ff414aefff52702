package dev.gai.braintrust.response.ending;

import java.util.Set;
import java.util.regex.Pattern;

import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside an error. A result of the application may have a field of that name,
 * too, as the analysis of a log has: then it has fields that no provider sends.
 */
final class ErrorFields {

	private static final Set<String> OF_PROVIDERS = Set.of("error", "errors", "object", "created", "created_at",
			"model", "provider", "choices", "candidates", "usage", "usageMetadata", "system_fingerprint",
			"service_tier", "type", "code", "status", "status_code", "statusCode", "StatusCode", "raw_status_code",
			"error_type", "error_code", "error_msg", "message", "Message", "messages", "param", "success", "response",
			"output", "result", "results", "metadata", "meta", "detail", "details", "path", "timestamp", "time",
			"trace", "version", "promptFeedback", "modelVersion", "sequence_number", "done", "done_reason",
			"stop_reason", "finish_reason", "is_finished", "event", "event_type", "index", "delta", "role", "logs",
			"urls", "metrics", "retry_after", "signin_url", "help", "documentation_url", "failed_generation", "debug",
			"service", "region", "retryable", "warnings", "__type", "base_resp", "Status", "estimated_time", "title",
			"instance", "x_groq", "ErrorCode", "LogStreamArn", "OriginalMessage", "OriginalStatusCode", "fault",
			"Output", "Version", "contentFilter", "reason", "headers", "timing", "openrouter_metadata");

	/** How codes of providers are written. */
	private static final Pattern CODE = Pattern
		.compile("(?i)[a-z0-9:._-]*(error|limit|invalid|quota|exceed|unauthor|authent|denied|forbidden|not_?found|"
				+ "unavailable|overload|queue_?full|bad_?request|moderat|time_?out|expired|exhaust|unsupported|too_many|filter|throttl|capacity)"
				+ "[a-z0-9:._-]*");

	private ErrorFields() {
	}

	/**
	 * Whether all that a document says is what providers say of an error.
	 * @param document the document
	 * @return whether nothing in it is the application's own
	 */
	static boolean areAllOfProviders(JsonValue document) {
		return document.names().stream().allMatch((name) -> isOfProvider(name) || isBlank(document.get(name)));
	}

	/**
	 * Whether a value says nothing.
	 * @param value the value
	 * @return whether it is absent, {@code false} or empty
	 */
	static boolean isBlank(JsonValue value) {
		boolean empty = (value.isArray() && value.items().isEmpty()) || (value.isObject() && value.names().isEmpty());
		boolean scalar = value.isObject() || value.isArray() || value.label() != null || value.count() != null;
		return empty || (!scalar && !value.isTrue());
	}

	private static boolean isOfProvider(String name) {
		return OF_PROVIDERS.contains(name) || name.endsWith("id") || name.endsWith("Id") || name.endsWith("ID");
	}

	/**
	 * The status of HTTP that a document says it should have come with.
	 * @param document the document
	 * @param names names of the fields that may say so
	 * @return the status as text, {@code null} if there is none or it is not that of an
	 * error
	 */
	static @Nullable String status(JsonValue document, String... names) {
		Long status = document.firstCount(names);
		return (status != null && status >= 400 && status < 600) ? status.toString() : null;
	}

	/**
	 * What a provider calls an error.
	 * @param document the document
	 * @return the code, {@code null} if it is not written as those of providers are
	 */
	static @Nullable String code(JsonValue document) {
		String code = document.firstLabel("code", "type");
		return (code != null && isCode(code)) ? code : null;
	}

	/**
	 * Whether a text is written as codes of providers are.
	 * @param text a text
	 * @return whether it names an error
	 */
	static boolean isCode(String text) {
		return CODE.matcher(text).matches();
	}

}
