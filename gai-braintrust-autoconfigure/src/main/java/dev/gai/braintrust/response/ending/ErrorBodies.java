package dev.gai.braintrust.response.ending;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Errors of single providers that have a format of their own and come with status 200, or
 * in the middle of a stream.
 */
final class ErrorBodies {

	/** Of MiniMax, and what others call the same. */
	private static final Map<Long, String> MINIMAX = Map.of(1001L, "timeout", 1002L, "rate_limit_exceeded", 1004L,
			"invalid_api_key", 1008L, "insufficient_quota", 1026L, "content_filter", 1027L, "content_filter", 1039L,
			"context_length_exceeded", 1041L, "rate_limit_exceeded", 2013L, "invalid_request_error", 2049L,
			"invalid_api_key");

	/** Events of Bedrock's streams. */
	private static final List<String> BEDROCK = List.of("internalServerException", "modelStreamErrorException",
			"modelTimeoutException", "serviceUnavailableException", "throttlingException", "validationException");

	/** How the codes of DashScope begin. */
	private static final List<String> DASHSCOPE = List.of("Throttling", "InvalidParameter", "InvalidApiKey",
			"DataInspectionFailed", "data_inspection_failed", "Arrearage", "InternalError", "ModelNotFound",
			"AccessDenied", "RequestTimeOut", "LimitRequests");

	/** One of which each of these errors has, beside those of {@link ErrorJson}. */
	static final Set<String> MARKS = Stream.concat(Stream.of("base_resp", "errors"), BEDROCK.stream())
		.collect(Collectors.toUnmodifiableSet());

	private ErrorBodies() {
	}

	static @Nullable AnsweredErrorException in(JsonValue document) {
		Long minimax = document.get("base_resp").get("status_code").count();
		if (minimax != null && minimax != 0) {
			return BareErrors.error(MINIMAX.getOrDefault(minimax, "status_" + minimax),
					document.get("base_resp").get("status_msg").text());
		}
		for (String exception : BEDROCK) {
			JsonValue event = document.get(exception);
			if (event.isObject() && (event.has("message") || document.names().size() == 1)) {
				return BareErrors.error(exception, event.get("message").text());
			}
		}
		boolean refused = document.get("success").isBoolean() && !document.get("success").isTrue()
				&& document.names().contains("result");
		JsonValue errors = document.get("errors").isArray() ? document.get("errors") : document.get("error");
		JsonValue first = errors.items().stream().findFirst().orElse(JsonValue.of(null));
		boolean watsonx = document.has("trace") && document.has("status_code");
		if ((refused || watsonx) && first.get("message").text() != null) {
			return BareErrors.error(code(first), first.get("message").text());
		}
		String error = document.get("error").text();
		boolean prediction = "failed".equals(document.get("status").text()) && document.has("urls");
		if (error != null && (prediction || document.get("error_type").text() != null)) {
			String type = document.get("error_type").text();
			return BareErrors.error((type != null) ? type : "error", error);
		}
		String code = document.get("code").label();
		boolean dashScope = code != null && document.get("message").text() != null
				&& (document.get("request_id").text() != null || ErrorFields.areAllOfProviders(document))
				&& DASHSCOPE.stream().anyMatch(code::startsWith);
		return dashScope ? BareErrors.error(code, document.get("message").text()) : null;
	}

	private static @Nullable String code(JsonValue error) {
		Long number = error.get("code").count();
		return (number != null) ? number.toString() : error.get("code").label();
	}

}
