package dev.gai.braintrust.export.row.otlp;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

/**
 * The fields of a {@code Span}.
 */
final class SpanFields {

	/** Says that the next flag says something. */
	private static final int HAS_IS_REMOTE = 0x100;

	private static final int IS_REMOTE = 0x200;

	private final ProtoBuffer out;

	private final AttributeFields attributes;

	SpanFields(ProtoBuffer out) {
		this.out = out;
		this.attributes = new AttributeFields(out);
	}

	void write(SpanData span) {
		SpanContext context = span.getSpanContext();
		SpanContext parent = span.getParentSpanContext();
		this.out.hex(1, context.getTraceId());
		this.out.hex(2, context.getSpanId());
		state(3, context.getTraceState());
		if (parent.isValid()) {
			this.out.hex(4, parent.getSpanId());
		}
		this.out.textUnlessEmpty(5, span.getName());
		this.out.varint(6, kind(span.getKind()));
		this.out.fixed64(7, span.getStartEpochNanos());
		this.out.fixed64(8, span.getEndEpochNanos());
		this.attributes.write(9, span.getAttributes());
		count(10, span.getTotalAttributeCount() - span.getAttributes().size());
		events(span.getEvents());
		count(12, span.getTotalRecordedEvents() - span.getEvents().size());
		links(span.getLinks());
		count(14, span.getTotalRecordedLinks() - span.getLinks().size());
		status(15, span.getStatus());
		this.out.fixed32(16, flags(context, parent.isRemote()));
	}

	private void events(List<EventData> events) {
		for (int i = 0; i < events.size(); i++) {
			event(11, events.get(i));
		}
	}

	private void links(List<LinkData> links) {
		for (int i = 0; i < links.size(); i++) {
			link(13, links.get(i));
		}
	}

	private void event(int field, EventData event) {
		int start = this.out.begin(field);
		this.out.fixed64(1, event.getEpochNanos());
		this.out.textUnlessEmpty(2, event.getName());
		this.attributes.write(3, event.getAttributes());
		count(4, event.getTotalAttributeCount() - event.getAttributes().size());
		this.out.end(start);
	}

	private void link(int field, LinkData link) {
		SpanContext to = link.getSpanContext();
		int start = this.out.begin(field);
		this.out.hex(1, to.getTraceId());
		this.out.hex(2, to.getSpanId());
		state(3, to.getTraceState());
		this.attributes.write(4, link.getAttributes());
		count(5, link.getTotalAttributeCount() - link.getAttributes().size());
		this.out.fixed32(6, flags(to, to.isRemote()));
		this.out.end(start);
	}

	private void status(int field, StatusData status) {
		int start = this.out.begin(field);
		this.out.textUnlessEmpty(2, status.getDescription());
		count(3, code(status.getStatusCode()));
		this.out.end(start);
	}

	private void state(int field, TraceState state) {
		if (!state.isEmpty()) {
			StringBuilder text = new StringBuilder();
			state.forEach((key, value) -> text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value));
			this.out.bytes(field, text.toString().getBytes(StandardCharsets.UTF_8));
		}
	}

	private void count(int field, int count) {
		if (count != 0) {
			this.out.varint(field, Integer.toUnsignedLong(count));
		}
	}

	private static int flags(SpanContext span, boolean remote) {
		return (span.getTraceFlags().asByte() & 0xFF) | HAS_IS_REMOTE | (remote ? IS_REMOTE : 0);
	}

	private static int kind(SpanKind kind) {
		return switch (kind) {
			case INTERNAL -> 1;
			case SERVER -> 2;
			case CLIENT -> 3;
			case PRODUCER -> 4;
			case CONSUMER -> 5;
		};
	}

	private static int code(StatusCode code) {
		return switch (code) {
			case UNSET -> 0;
			case OK -> 1;
			case ERROR -> 2;
		};
	}

}
