package dev.gai.braintrust.error;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.guard.PublicMethod;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer out of the exceptions of HTTP clients. The libraries are optional, and
 * an application has one or two of them, so that their exceptions are known by the names
 * of class and methods.
 */
final class HttpFailures {

	/** By the class that declares the methods, whose subclasses are included. */
	private static final Map<String, Accessors> KNOWN = Map.of(
			"org.springframework.web.client.RestClientResponseException",
			new Accessors("getStatusCode", "getResponseHeaders", "getResponseBodyAsString"),
			"org.springframework.web.reactive.function.client.WebClientResponseException",
			new Accessors("getStatusCode", "getHeaders", "getResponseBodyAsString"),
			"com.openai.errors.OpenAIServiceException", new Accessors("statusCode", "headers", "body"),
			"com.anthropic.errors.AnthropicServiceException", new Accessors("statusCode", "headers", "body"),
			"dev.langchain4j.exception.HttpException", new Accessors("statusCode", "", "getMessage"),
			"com.google.genai.errors.ApiException", new Accessors("code", "", "message"), "feign.FeignException",
			new Accessors("status", "responseHeaders", "contentUTF8"),
			"software.amazon.awssdk.awscore.exception.AwsServiceException",
			new Accessors("statusCode", "", "getMessage"));

	/** Spring AI puts the answer into the text: {@code 429 - {"error": ...}}. */
	private static final List<String> SPRING_AI = List.of("org.springframework.ai.retry.TransientAiException",
			"org.springframework.ai.retry.NonTransientAiException");

	private static final String STREAMING = "dev.langchain4j.model.anthropic.internal.api.AnthropicStreamingException";

	private static final String FAILED = "Response failed: ";

	private static final Pattern STATUS_AND_BODY = Pattern.compile("^(?:HTTP )?(\\d{3})(?: - (.*))?$", Pattern.DOTALL);

	private HttpFailures() {
	}

	/**
	 * Names of the classes whose methods are called by reflection.
	 * @return the names
	 */
	static Set<String> classNames() {
		return Stream.concat(KNOWN.keySet().stream(), Stream.of(STREAMING)).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * The answer that an exception was made of.
	 * @param error the exception, without its causes
	 * @return the answer, {@code null} if there is none in it
	 */
	static @Nullable HttpFailure in(Throwable error) {
		if (error instanceof AnsweredErrorException answered) {
			return answered.failure();
		}
		if (error instanceof HttpStatusCarrier answered) {
			return new HttpFailure(answered.statusCode(), (name) -> null, error.getMessage());
		}
		if (error.getClass() == RuntimeException.class) {
			return inEvent(error.getMessage());
		}
		if (error.getClass().getName().equals(STREAMING)) {
			return new HttpFailure(0, (name) -> null, Map.of("type", String.valueOf(PublicMethod.call(error, "type")),
					"message", String.valueOf(error.getMessage())));
		}
		for (Class<?> type = error.getClass(); type != null && type != Throwable.class; type = type.getSuperclass()) {
			Accessors accessors = KNOWN.get(type.getName());
			if (accessors != null) {
				return accessors.read(type, error);
			}
			if (SPRING_AI.contains(type.getName())) {
				return inText(error.getMessage());
			}
		}
		return null;
	}

	/**
	 * LangChain4j throws the data of an event that is named as an error, and of a
	 * response that has failed only the message.
	 */
	private static @Nullable HttpFailure inEvent(@Nullable String text) {
		if (text != null && text.startsWith(FAILED)) {
			boolean rate = text.toLowerCase(Locale.ROOT).contains("rate limit");
			return new HttpFailure(0, (name) -> null,
					Map.of("code", rate ? "rate_limit_exceeded" : "server_error", "message", text));
		}
		return (text != null && text.startsWith("{") && text.contains("\"error\""))
				? new HttpFailure(0, (name) -> null, text) : null;
	}

	private static @Nullable HttpFailure inText(@Nullable String text) {
		Matcher matcher = STATUS_AND_BODY.matcher((text != null) ? text.strip() : "");
		return matcher.matches() ? new HttpFailure(Integer.parseInt(matcher.group(1)), (name) -> null, matcher.group(2))
				: null;
	}

	/**
	 * Names of methods that take no arguments; empty for none.
	 */
	private record Accessors(String status, String headers, String body) {

		@Nullable HttpFailure read(Class<?> type, Throwable error) {
			Object status = PublicMethod.call(type, error, this.status);
			if (status == null) {
				return null;
			}
			Object headers = PublicMethod.call(type, error, this.headers);
			return new HttpFailure(number(status), (name) -> HttpHeaders.first(headers, name),
					PublicMethod.call(type, error, this.body));
		}

		private static int number(Object status) {
			Object value = (status instanceof Number) ? status : PublicMethod.call(status, "value");
			return (value instanceof Number number) ? number.intValue() : 0;
		}

	}

}
