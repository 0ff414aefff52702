package dev.gai.braintrust.response.ending;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Errors of providers that come as an answer, whole or in the middle of a stream.
 *
 * @since 0.1.0
 */
@Internal
public final class ErrorJson {

	/** One of which each error has, unless it is that of a choice. */
	private static final Set<String> MARKS = Stream
		.of(Set.of("message", "response", "status"), ErrorBodies.MARKS, BareErrors.MARKS, PlatformErrors.MARKS,
				ImageErrors.MARKS)
		.flatMap(Set::stream)
		.collect(Collectors.toUnmodifiableSet());

	private ErrorJson() {
	}

	/**
	 * The error among documents.
	 * @param documents a response, or the chunks of a streamed one
	 * @return the first error, {@code null} if there is none
	 */
	public static @Nullable AnsweredErrorException in(List<JsonValue> documents) {
		for (JsonValue document : documents) {
			AnsweredErrorException error = in(document);
			if (error != null) {
				return error;
			}
		}
		return null;
	}

	private static @Nullable AnsweredErrorException in(JsonValue document) {
		AnsweredErrorException error = document.hasAny(MARKS) ? ofDocument(document) : null;
		return (error != null) ? error : ofChoices(document.get("choices").items());
	}

	private static @Nullable AnsweredErrorException ofDocument(JsonValue document) {
		AnsweredErrorException error = ofObject(document.get("error"));
		if (error != null && !ErrorFields.areAllOfProviders(document)) {
			error = null;
		}
		if (error == null && isErrorItself(document)) {
			error = of(document);
		}
		if (error == null) {
			error = ErrorBodies.in(document);
		}
		if (error == null) {
			error = BareErrors.in(document);
		}
		if (error == null) {
			error = PlatformErrors.in(document);
		}
		if (error == null) {
			error = ImageErrors.in(document);
		}
		return (error != null) ? error : ofResponse(document.has("response") ? document.get("response") : document);
	}

	/**
	 * {@code {"error":{"code","type","message"}}} of OpenAI, OpenRouter, vLLM, Google and
	 * Anthropic. A result of the application has other keys.
	 */
	private static @Nullable AnsweredErrorException ofObject(JsonValue error) {
		boolean told = error.get("message").text() != null || error.has("code") || error.has("type");
		return (error.isObject() && told) ? of(error) : null;
	}

	/**
	 * Events of OpenAI's streams, and vLLM's older errors.
	 */
	private static boolean isErrorItself(JsonValue document) {
		boolean named = "error".equals(document.get("type").text()) || "error".equals(document.get("object").text());
		return named && document.get("message").text() != null && ErrorFields.areAllOfProviders(document);
	}

	/**
	 * A response of the Responses API that failed, or that a filter cut off. One that has
	 * reached its limit of tokens is as complete as the application wanted it.
	 */
	private static @Nullable AnsweredErrorException ofResponse(JsonValue response) {
		String status = response.get("status").text();
		if (!"response".equals(response.get("object").text()) || status == null) {
			return null;
		}
		if (status.equals("failed")) {
			AnsweredErrorException error = ofObject(response.get("error"));
			return (error != null) ? error : new AnsweredErrorException("error", "The response failed", null);
		}
		if (status.equals("cancelled")) {
			return new AnsweredErrorException(status, "The response was cancelled", null);
		}
		String reason = response.get("incomplete_details").get("reason").text();
		boolean cutOff = status.equals("incomplete") && !"length".equals(FinishReasons.normalize(reason));
		return cutOff ? new AnsweredErrorException(reason,
				"The response is incomplete" + ((reason != null) ? ": " + reason : ""), null) : null;
	}

	private static @Nullable AnsweredErrorException ofChoices(List<JsonValue> choices) {
		for (JsonValue choice : choices) {
			AnsweredErrorException error = ofObject(choice.get("error"));
			String reason = FinishReasons.normalize(choice.get("finish_reason").text());
			if (error == null && FinishReasons.isFailure(reason)) {
				error = new AnsweredErrorException(reason, null, null);
			}
			if (error != null) {
				return error;
			}
		}
		return null;
	}

	private static AnsweredErrorException of(JsonValue error) {
		String code = error.get("code").label();
		Long number = (code == null) ? error.firstCount("code", "httpCode") : null;
		String type = error.get("type").label();
		String named = (number != null) ? number.toString() : code;
		return new AnsweredErrorException((named != null) ? named : type, error.get("message").text(),
				(error.plain() instanceof Map<?, ?> body) ? body : null);
	}

}
