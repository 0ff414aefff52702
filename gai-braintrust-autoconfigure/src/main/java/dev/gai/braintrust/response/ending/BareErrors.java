package dev.gai.braintrust.response.ending;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Errors that are no object of the name {@code error}: a text of that name, a list of
 * errors, a status beside a message, a prompt that was blocked.
 */
final class BareErrors {

	/** As the texts of gRPC's codes begin, which xAI says instead of them. */
	private static final Map<String, String> GRPC = Map.ofEntries(
			Map.entry("client specified an invalid argument", "invalid_argument"),
			Map.entry("deadline expired", "deadline_exceeded"), Map.entry("some requested entity", "not_found"),
			Map.entry("the caller does not have permission", "permission_denied"),
			Map.entry("some resource has been exhausted", "resource_exhausted"),
			Map.entry("the system is not in a state", "failed_precondition"),
			Map.entry("operation is not implemented", "unimplemented"), Map.entry("internal error", "internal"),
			Map.entry("the service is currently unavailable", "unavailable"),
			Map.entry("the request does not have valid authentication", "unauthenticated"),
			Map.entry("unauthorized:", "unauthenticated"));

	/** One of which each of these errors has. */
	static final Set<String> MARKS = Set.of("promptFeedback", "event_type", "error", "errors", "detail", "error_msg",
			"message", "Message");

	private BareErrors() {
	}

	static @Nullable AnsweredErrorException in(JsonValue document) {
		if (document.get("promptFeedback").has("blockReason") && document.get("candidates").items().isEmpty()) {
			return blocked(document.get("promptFeedback"));
		}
		String reason = FinishReasons.normalize(document.get("finish_reason").text());
		if (document.has("event_type") && FinishReasons.isFailure(reason)) {
			return error(reason, document.get("error").label());
		}
		AnsweredErrorException error = ofText(document);
		error = (error != null) ? error : ofList(document);
		error = (error != null) ? error : ofDetails(document.get("detail"), document);
		return (error != null) ? error : ofMessage(document);
	}

	private static AnsweredErrorException blocked(JsonValue feedback) {
		String told = feedback.get("blockReasonMessage").label();
		return error("content_filter",
				(told != null) ? told : "The prompt was blocked: " + feedback.get("blockReason").text());
	}

	/**
	 * Ollama's {@code {"error":"…"}}, alone or beside what says that it is an error.
	 */
	private static @Nullable AnsweredErrorException ofText(JsonValue document) {
		JsonValue first = document.get("error");
		List<JsonValue> several = first.items();
		String text = several.isEmpty() ? first.label() : several.get(0).label();
		if (text == null || !ErrorFields.areAllOfProviders(document)) {
			return null;
		}
		if (document.names().stream().allMatch((name) -> name.equals("error") || name.equals("warnings"))) {
			return new AnsweredErrorException(null, text, Map.of("message", text));
		}
		String code = ErrorFields.status(document, "StatusCode", "status_code", "statusCode", "status", "code");
		code = (code != null) ? code : grpc(document.get("code").label());
		code = (code != null) ? code : ErrorFields.code(document);
		code = (code == null && document.has("signin_url")) ? "unauthenticated" : code;
		return (code != null) ? error(code, text) : null;
	}

	private static @Nullable String grpc(@Nullable String text) {
		String said = (text != null) ? text.toLowerCase(Locale.ROOT) : "";
		return GRPC.entrySet()
			.stream()
			.filter((known) -> said.startsWith(known.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	/** {@code {"errors":[{"message","code"}]}}, if there is nothing else. */
	private static @Nullable AnsweredErrorException ofList(JsonValue document) {
		List<JsonValue> errors = document.get("errors").items();
		boolean told = !errors.isEmpty() && errors.stream()
			.allMatch((error) -> error.get("message").label() != null && ErrorFields.areAllOfProviders(error));
		if (!told || !ErrorFields.areAllOfProviders(document)) {
			return null;
		}
		JsonValue first = errors.get(0);
		String code = ErrorFields.status(first, "code", "status", "status_code");
		code = (code != null) ? code : ErrorFields.code(first);
		return (code != null || document.names().size() == 1) ? error(code, first.get("message").label()) : null;
	}

	/** What FastAPI says of a request that is not valid. */
	private static @Nullable AnsweredErrorException ofDetails(JsonValue details, JsonValue document) {
		List<JsonValue> items = details.items();
		boolean told = !items.isEmpty()
				&& items.stream().allMatch((item) -> item.get("msg").text() != null && item.get("loc").isArray());
		return (told && ErrorFields.areAllOfProviders(document))
				? error("invalid_request_error", items.get(0).get("msg").text()) : null;
	}

	/**
	 * A message beside a status, or beside a code and a type as in OpenAI's objects;
	 * those of AWS, of Baidu, and of Mistral, whose message may be an object.
	 */
	private static @Nullable AnsweredErrorException ofMessage(JsonValue document) {
		String baidu = document.get("error_msg").label();
		Long number = document.get("error_code").count();
		if (baidu != null && number != null && number != 0) {
			return error(ErrorNumbers.named(number), baidu);
		}
		JsonValue said = document.get("message");
		if (said.isObject() && "error".equals(document.get("object").text())) {
			return ofDetails(said.get("detail"), document);
		}
		String message = document.firstLabel("message", "Message");
		String aws = document.get("__type").label();
		if (message == null || !ErrorFields.areAllOfProviders(document)) {
			return null;
		}
		if (aws != null) {
			return error(aws.substring(aws.indexOf('#') + 1).replaceFirst(":.*$", ""), message);
		}
		String status = ErrorFields.status(document, "statusCode", "status_code", "StatusCode", "raw_status_code",
				"status", "code");
		if (status != null) {
			return error(status, message);
		}
		boolean whole = document.get("type").label() != null && document.names().contains("param");
		return whole ? error(ErrorFields.code(document), message, document.get("type").label()) : null;
	}

	static AnsweredErrorException error(@Nullable String code, @Nullable String message) {
		return error(code, message, null);
	}

	/**
	 * As those say it whose errors are known.
	 */
	private static AnsweredErrorException error(@Nullable String code, @Nullable String message,
			@Nullable String type) {
		Map<String, String> said = new HashMap<>();
		said.put("code", (code != null) ? code : "");
		said.put("message", (message != null) ? message : "");
		if (type != null) {
			said.put("type", type);
		}
		return new AnsweredErrorException(code, message, said);
	}

}
