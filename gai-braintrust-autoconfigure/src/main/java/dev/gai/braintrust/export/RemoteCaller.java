package dev.gai.braintrust.export;

import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.export.live.BraintrustParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The span of a caller from another service, with what that has told us. Like any remote
 * span it cannot be written on. It takes the place of the plain remote span, since of an
 * extracted context Micrometer hands on nothing else but the span and the baggage.
 */
final class RemoteCaller implements Span {

	private final SpanContext spanContext;

	private final BraintrustParent parent;

	/**
	 * Creates a caller's span.
	 * @param spanContext the span as its headers say
	 * @param parent what it has told us
	 */
	RemoteCaller(SpanContext spanContext, BraintrustParent parent) {
		this.spanContext = spanContext;
		this.parent = parent;
	}

	/**
	 * What the caller has told us.
	 * @return where it sends, and which of its spans ours hang on
	 */
	BraintrustParent parent() {
		return this.parent;
	}

	@Override
	public SpanContext getSpanContext() {
		return this.spanContext;
	}

	@Override
	public boolean isRecording() {
		return false;
	}

	@Override
	public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
		return this;
	}

	@Override
	public Span addEvent(String name, Attributes attributes) {
		return this;
	}

	@Override
	public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
		return this;
	}

	@Override
	public Span setStatus(StatusCode statusCode, String description) {
		return this;
	}

	@Override
	public Span recordException(Throwable exception, Attributes additionalAttributes) {
		return this;
	}

	@Override
	public Span updateName(String name) {
		return this;
	}

	@Override
	public void end() {
	}

	@Override
	public void end(long timestamp, TimeUnit unit) {
	}

}
