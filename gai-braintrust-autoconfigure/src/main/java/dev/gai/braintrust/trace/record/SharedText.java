package dev.gai.braintrust.trace.record;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.promise.Internal;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;

/**
 * What the other exporters of the application see of the texts of our spans. Content goes
 * to Braintrust only, and the text of an exception is content: it quotes what was sent.
 * Others are told its type and category. Whatever else they see, names, values of
 * attributes and texts of exceptions, is masked and cut, since it may be made of data.
 *
 * @param errors whether others see the text of exceptions all the same
 * @param mask masks secrets in a short text; called by the threads of the application, so
 * that it must be fast
 * @since 0.1.0
 */
@Internal
public record SharedText(boolean errors, UnaryOperator<String> mask) {

	/** No text of exceptions, and nothing masked. */
	public static final SharedText PLAIN = new SharedText(false, UnaryOperator.identity());

	private static final int MAX_LENGTH = 256;

	private static final int MAX_ERROR_LENGTH = 16 * 1024;

	/** The conversation is often told by data, a user's address for example. */
	private static final String CONVERSATION = "gen_ai.conversation.id";

	/**
	 * Says what others see of a name.
	 * @param name name of a span
	 * @return the name, or what may be seen of it
	 */
	public String name(String name) {
		String masked = this.mask.apply(name);
		return (masked.length() <= MAX_LENGTH) ? masked : masked.substring(0, MAX_LENGTH);
	}

	/**
	 * Says what others see of attributes.
	 * @param attributes attributes of a span
	 * @return those that others may see
	 */
	public Map<String, Object> attributes(Map<String, Object> attributes) {
		Map<String, Object> shared = new LinkedHashMap<>(attributes);
		if (!this.errors) {
			shared.remove(CONVERSATION);
		}
		shared.replaceAll((key, value) -> shared(value));
		return shared;
	}

	private Object shared(Object value) {
		if (value instanceof String text) {
			return name(text);
		}
		return (value instanceof List<?> list) ? list.stream().map((element) -> name(String.valueOf(element))).toList()
				: value;
	}

	/**
	 * Writes on a span that it has failed.
	 * @param span the span
	 * @param error why
	 * @param record what is known of it
	 */
	public void fail(Span span, Throwable error, SpanRecord record) {
		String type = error.getClass().getName();
		if (this.errors) {
			share(span, error, type);
		}
		else if (span instanceof OtelSpan) {
			io.opentelemetry.api.trace.Span otel = OtelSpan.toOtel(span);
			otel.setStatus(StatusCode.ERROR, type);
			otel.addEvent("exception", Attributes.of(AttributeKey.stringKey("exception.type"), type));
		}
		else {
			span.error(new FailedCall(type));
		}
		ErrorClassification meaning = record.errorClassification();
		if (meaning != null) {
			span.tag("error.category", meaning.category().value());
		}
	}

	private void share(Span span, Throwable error, String type) {
		String message = masked(Objects.requireNonNullElse(error.getMessage(), ""));
		if (!(span instanceof OtelSpan)) {
			span.error(new FailedCall(type + ": " + message));
			return;
		}
		StringWriter trace = new StringWriter();
		error.printStackTrace(new PrintWriter(trace));
		io.opentelemetry.api.trace.Span otel = OtelSpan.toOtel(span);
		otel.setStatus(StatusCode.ERROR, message);
		otel.addEvent("exception",
				Attributes.of(AttributeKey.stringKey("exception.type"), type,
						AttributeKey.stringKey("exception.message"), message,
						AttributeKey.stringKey("exception.stacktrace"), masked(trace.toString())));
	}

	private String masked(String text) {
		return this.mask.apply((text.length() <= MAX_ERROR_LENGTH) ? text : text.substring(0, MAX_ERROR_LENGTH));
	}

	/**
	 * Stands for an exception whose text stays here.
	 */
	private static final class FailedCall extends RuntimeException {

		private static final long serialVersionUID = 1L;

		FailedCall(String type) {
			super(type, null, false, false);
		}

	}

}
