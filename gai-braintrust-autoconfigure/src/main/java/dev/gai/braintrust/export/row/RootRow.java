package dev.gai.braintrust.export.row;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.TraceNamer;
import dev.gai.braintrust.trace.TraceRoot;
import dev.gai.braintrust.trace.record.RequestRoot;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The row of a request, a message, a scheduled run or a job in which models were called.
 * Of the request it takes method, route and status, of the message its queue or topic,
 * and nothing else: an address, a query or a header is none of Braintrust's business.
 */
final class RootRow {

	private static final List<String> METHOD = List.of("http.request.method", "http.method", "method");

	private static final List<String> ROUTE = List.of("http.route", "uri");

	/**
	 * What OpenTelemetry and Spring AMQP call a queue or topic, and what Spring Kafka
	 * does.
	 */
	private static final List<String> DESTINATION = List.of("messaging.destination.name", "messaging.source.name");

	private static final List<String> STATUS = List.of("http.response.status_code", "http.status_code", "status");

	private final SpanData span;

	private final RequestRoot root;

	RootRow(SpanData span, RequestRoot root) {
		this.span = span;
		this.root = root;
	}

	/**
	 * The name: the application's namer decides, then the name of an agent, then the
	 * route.
	 * @param namer the application's namer, if there is one
	 * @return the name
	 */
	String name(@Nullable TraceNamer namer) {
		TraceRoot known = known();
		AtomicReference<@Nullable String> given = new AtomicReference<>();
		if (namer != null) {
			Guard.run("A namer of traces failed and names nothing:", namer, () -> given.set(namer.name(known)));
		}
		String chosen = given.get();
		if (StringUtils.hasText(chosen)) {
			return chosen;
		}
		SpanRecord named = this.root.named();
		return (named != null) ? named.name() : name(known);
	}

	private static String name(TraceRoot root) {
		if (root.method() != null) {
			return (root.route() != null) ? root.method() + " " + root.route() : root.method();
		}
		if (root.job() != null) {
			return root.job();
		}
		if (root.bean() != null && root.beanMethod() != null) {
			return root.bean() + "." + root.beanMethod();
		}
		int query = root.spanName().indexOf('?');
		return (query >= 0) ? root.spanName().substring(0, query) : root.spanName();
	}

	private TraceRoot known() {
		SpanRecord first = this.root.first();
		String type = text("code.namespace");
		return new TraceRoot(this.span.getName(), method(), route(), job(),
				(type != null) ? type.substring(type.lastIndexOf('.') + 1) : null, text("code.function"),
				(first != null) ? first.spanName() : null);
	}

	private @Nullable String job() {
		String own = text("spring.batch.job.name");
		return (own != null) ? own : this.root.job();
	}

	/**
	 * What is told of the request or message.
	 * @return the metadata, empty if it is neither
	 */
	Map<String, Object> metadata() {
		Map<String, Object> metadata = new LinkedHashMap<>();
		if (this.span.getKind() == SpanKind.CONSUMER) {
			put(metadata, "messaging.destination.name", first(DESTINATION));
		}
		put(metadata, "http.route", route());
		put(metadata, "http.request.method", method());
		if (isRequest()) {
			String status = first(STATUS);
			if (status != null && status.matches("[1-5][0-9]{2}")) {
				metadata.put("http.response.status_code", Integer.parseInt(status));
			}
		}
		return metadata;
	}

	private static void put(Map<String, Object> metadata, String key, @Nullable String value) {
		if (value != null) {
			metadata.put(key, value);
		}
	}

	private boolean isRequest() {
		return this.span.getKind() == SpanKind.SERVER && method() != null;
	}

	private @Nullable String method() {
		String method = (this.span.getKind() == SpanKind.SERVER) ? first(METHOD) : null;
		return (method != null && method.matches("[A-Z]{1,20}")) ? method : null;
	}

	/**
	 * A template, never an address. What matched none has a word instead of one.
	 */
	private @Nullable String route() {
		String route = (method() != null) ? first(ROUTE) : null;
		if ("root".equals(route)) {
			return "/";
		}
		return (route != null && route.startsWith("/") && route.indexOf('?') < 0) ? route : null;
	}

	private @Nullable String first(List<String> keys) {
		return keys.stream().map(this::text).filter(StringUtils::hasText).findFirst().orElse(null);
	}

	private @Nullable String text(String key) {
		String text = this.span.getAttributes().get(AttributeKey.stringKey(key));
		Long number = (text == null) ? this.span.getAttributes().get(AttributeKey.longKey(key)) : null;
		return (number != null) ? number.toString() : text;
	}

	/**
	 * What was asked first: the last message of the user in the first call.
	 * @param captureContent whether content is sent
	 * @return the question, {@code null} if there is none
	 */
	@Nullable Object input(boolean captureContent) {
		SpanRecord question = this.root.question();
		Object input = (question != null) ? new RowShape(question, captureContent).input() : null;
		if (!(input instanceof List<?> messages)) {
			return input;
		}
		for (int i = messages.size() - 1; i >= 0; i--) {
			if (messages.get(i) instanceof Map<?, ?> message && "user".equals(message.get("role"))) {
				return message.get("content");
			}
		}
		return input;
	}

	/**
	 * What was answered last.
	 * @param captureContent whether content is sent
	 * @return the answer, {@code null} if there is none
	 */
	@Nullable Object output(boolean captureContent) {
		SpanRecord answer = this.root.answer();
		Object output = (answer != null) ? new RowShape(answer, captureContent).output(String::valueOf) : null;
		if (output instanceof List<?> choices && !choices.isEmpty() && choices.get(0) instanceof Map<?, ?> choice
				&& choice.get("message") instanceof Map<?, ?> message && message.get("content") != null) {
			return message.get("content");
		}
		return output;
	}

}
