package dev.gai.braintrust.response.ending;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Errors of platforms that run models of others, and of gateways before them: problem
 * details, phrases of HTTP, objects with names of their own.
 */
final class PlatformErrors {

	/** All that errors have which are known by their number. */
	private static final Set<String> OF_NUMBERED = Set.of("code", "message", "data", "sid");

	/** What gateways say and nothing else. */
	private static final Map<String, String> PHRASES = Map.ofEntries(Map.entry("bad request", "400"),
			Map.entry("unauthorized", "401"), Map.entry("payment required", "402"), Map.entry("forbidden", "403"),
			Map.entry("not found", "404"), Map.entry("request timeout", "408"), Map.entry("too many requests", "429"),
			Map.entry("internal server error", "500"), Map.entry("bad gateway", "502"),
			Map.entry("service unavailable", "503"), Map.entry("gateway timeout", "504"),
			Map.entry("gateway time-out", "504"), Map.entry("endpoint request timed out", "504"),
			Map.entry("limit exceeded", "429"));

	/** One of which each of these errors has, beside those of {@link BareErrors}. */
	static final Set<String> MARKS = Set.of("Response", "header", "err_msg", "x_groq", "last_error", "fault", "Output",
			"meta_info", "ErrorMsg", "errorText");

	/** As messages of Cohere and Bedrock begin, which come without a code. */
	private static final Map<String, String> BEGINNINGS = Map.of("invalid request:", "invalid_request_error",
			"invalid api token", "invalid_api_key", "no api key supplied", "invalid_api_key", "too many tokens:",
			"context_length_exceeded", "you are using a trial key", "rate_limit_exceeded", "internal server error,",
			"500", "too many tokens, please wait", "429", "too many requests, please wait", "429",
			"input is too long for requested model", "context_length_exceeded", "user: arn:aws", "permission_denied");

	/** Errors that have nothing but a message are not longer. */
	private static final int SHORT = 200;

	private PlatformErrors() {
	}

	static @Nullable AnsweredErrorException in(JsonValue document) {
		AnsweredErrorException error = ofRun(document);
		error = (error != null) ? error : ofNames(document);
		if (error == null && ErrorFields.areAllOfProviders(document)) {
			error = ofProblem(document);
			error = (error != null) ? error : ofPhrase(document);
			error = (error != null) ? error : ofWords(document);
			error = (error != null) ? error : ofGateway(document);
			error = (error != null) ? error : ofBeginning(document);
			error = (error != null) ? error : ofNumber(document);
		}
		return error;
	}

	/** A run of OpenAI's assistants. */
	private static @Nullable AnsweredErrorException ofRun(JsonValue run) {
		String status = run.get("status").text();
		if (status == null || !"thread.run".equals(run.get("object").text())) {
			return null;
		}
		return switch (status) {
			case "failed" -> {
				String said = run.get("last_error").get("message").label();
				yield BareErrors.error(run.get("last_error").get("code").label(),
						(said != null) ? said : "The run failed");
			}
			case "expired" -> BareErrors.error("timeout", "The run expired");
			case "cancelled" -> BareErrors.error("cancelled", "The run was cancelled");
			default -> null;
		};
	}

	/** Tencent's, Spark's, SGLang's, Groq's in the midst of a stream, Deepgram's. */
	private static @Nullable AnsweredErrorException ofNames(JsonValue document) {
		JsonValue tencent = document.get("Response");
		if (tencent.has("RequestId")) {
			JsonValue error = tencent.has("Error") ? tencent.get("Error") : tencent.get("ErrorMsg");
			String said = error.firstLabel("Message", "Msg");
			return (said != null) ? BareErrors.error(code(error.get("Code")), said) : null;
		}
		JsonValue hunyuan = document.get("ErrorMsg");
		if (hunyuan.get("Msg").label() != null && hunyuan.has("Code")) {
			return BareErrors.error(code(hunyuan.get("Code")), hunyuan.get("Msg").label());
		}
		JsonValue spark = document.get("header");
		Long number = spark.get("code").count();
		if (number != null && number != 0 && spark.has("sid")) {
			return BareErrors.error(ErrorNumbers.named(number), spark.get("message").label());
		}
		JsonValue reason = document.get("meta_info").get("finish_reason");
		if ("abort".equals(reason.get("type").text())) {
			String status = ErrorFields.status(reason, "status_code");
			return BareErrors.error((status != null) ? status : "abort", reason.get("message").label());
		}
		if ("error".equals(document.get("type").text()) && document.names().size() == 2) {
			// Vercel's streams.
			String vercel = document.get("errorText").label();
			return (vercel != null) ? BareErrors.error(null, vercel) : null;
		}
		String groq = document.get("x_groq").get("error").label();
		if (groq != null) {
			return BareErrors.error("error", groq);
		}
		String deepgram = document.get("err_msg").label();
		return (deepgram != null && document.has("err_code"))
				? BareErrors.error(code(document.get("err_code")), deepgram) : null;
	}

	/** {@code {"title","status","detail"}} of RFC 9457, and Replicate. */
	private static @Nullable AnsweredErrorException ofProblem(JsonValue document) {
		String status = ErrorFields.status(document, "status", "OriginalStatusCode");
		String said = document.firstLabel("detail", "title", "Message", "message");
		return (status != null && said != null) ? BareErrors.error(status, said) : null;
	}

	private static @Nullable AnsweredErrorException ofPhrase(JsonValue document) {
		String said = document.firstLabel("message", "detail");
		String status = (said != null) ? PHRASES.get(said.toLowerCase(Locale.ROOT)) : null;
		return (status != null) ? BareErrors.error(status, said) : null;
	}

	/** Hugging Face, while it loads a model; ElevenLabs; Databricks. */
	private static @Nullable AnsweredErrorException ofWords(JsonValue document) {
		String error = document.get("error").label();
		if (error != null && document.get("estimated_time").plain() instanceof Number) {
			return BareErrors.error("503", error);
		}
		JsonValue detail = document.get("detail");
		String status = detail.get("status").label();
		if (status != null && detail.get("message").label() != null && ErrorFields.isCode(status)) {
			return BareErrors.error(status, detail.get("message").label());
		}
		String code = document.get("error_code").label();
		String said = document.get("message").label();
		return (code != null && said != null && ErrorFields.isCode(code)) ? BareErrors.error(code, said) : null;
	}

	/** Apigee, before Fireworks for example, and the front of Amazon's services. */
	private static @Nullable AnsweredErrorException ofGateway(JsonValue document) {
		String said = document.get("fault").get("faultstring").label();
		String code = document.get("fault").get("detail").get("errorcode").label();
		if (said != null && code != null) {
			return BareErrors.error(code.substring(code.lastIndexOf('.') + 1), said);
		}
		String type = document.get("Output").get("__type").label();
		int name = (type != null) ? type.indexOf('#') + 1 : 0;
		return (type != null && name > 0) ? BareErrors.error(type.substring(name), type.substring(name)) : null;
	}

	/** Spark's over HTTP, and SiliconFlow's, which have nothing but these. */
	private static @Nullable AnsweredErrorException ofNumber(JsonValue document) {
		Long number = document.get("code").count();
		String said = document.get("message").label();
		if (number == null || said == null || !ErrorNumbers.isOwn(number)) {
			return null;
		}
		return OF_NUMBERED.containsAll(document.names()) ? BareErrors.error(ErrorNumbers.named(number), said) : null;
	}

	private static @Nullable AnsweredErrorException ofBeginning(JsonValue document) {
		String said = document.firstLabel("message", "Message");
		if (said == null || !Set.of("id", "message", "Message").containsAll(document.names())) {
			return null;
		}
		String text = said.toLowerCase(Locale.ROOT);
		for (Map.Entry<String, String> known : BEGINNINGS.entrySet()) {
			if (text.startsWith(known.getKey())) {
				return BareErrors.error(known.getValue(), said);
			}
		}
		return null;
	}

	private static @Nullable String code(JsonValue code) {
		return (code.count() != null) ? code.count().toString() : code.label();
	}

	/**
	 * Whether a text says one of the words of these errors.
	 */
	static boolean areLikelyIn(String json) {
		return json.contains("\"code\"") || json.contains("\"fault\"") || json.contains("\"__type\"")
				|| json.contains("\"err_code\"") || json.contains("\"Code\"") || json.contains("\"last_error\"")
				|| json.contains("\"OriginalStatusCode\"") || json.contains("\"status\":4")
				|| json.contains("\"status\":5") || json.contains("\"status\": 4") || json.contains("\"status\": 5")
				|| (json.length() < SHORT && (json.contains("\"message\"") || json.contains("\"Message\"")));
	}

}
