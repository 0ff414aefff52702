package dev.gai.braintrust.export.row;

import java.util.List;

import dev.gai.braintrust.trace.record.RowPlacement;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * A span as Braintrust gets it.
 */
final class BraintrustSpanData extends DelegatingSpanData {

	private final String name;

	private final SpanKind kind;

	private final SpanContext parent;

	private final Resource resource;

	private final Attributes attributes;

	private final StatusData status;

	private final List<EventData> events;

	private final List<LinkData> links;

	private final long startEpochNanos;

	private final long endEpochNanos;

	BraintrustSpanData(SpanData span, String name, SpanKind kind, SpanContext parent, Resource resource,
			Attributes attributes, StatusData status, List<EventData> events, List<LinkData> links,
			@Nullable RowPlacement place) {
		super(span);
		this.startEpochNanos = (place != null) ? place.times().start(span.getStartEpochNanos())
				: span.getStartEpochNanos();
		this.endEpochNanos = (place != null) ? place.times().end(this.startEpochNanos, span.getEndEpochNanos())
				: Math.max(span.getEndEpochNanos(), this.startEpochNanos);
		this.name = name;
		this.kind = kind;
		this.parent = parent;
		this.resource = resource;
		this.attributes = attributes;
		this.status = status;
		this.events = events;
		this.links = links;
	}

	@Override
	public long getStartEpochNanos() {
		return this.startEpochNanos;
	}

	@Override
	public long getEndEpochNanos() {
		return this.endEpochNanos;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public SpanKind getKind() {
		return this.kind;
	}

	@Override
	public SpanContext getParentSpanContext() {
		return this.parent;
	}

	@Override
	public String getParentSpanId() {
		return this.parent.getSpanId();
	}

	@Override
	public Resource getResource() {
		return this.resource;
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public int getTotalAttributeCount() {
		return this.attributes.size();
	}

	@Override
	public StatusData getStatus() {
		return this.status;
	}

	@Override
	public List<EventData> getEvents() {
		return this.events;
	}

	@Override
	public List<LinkData> getLinks() {
		return this.links;
	}

	@Override
	public int getTotalRecordedEvents() {
		return this.events.size();
	}

}
