package dev.gai.braintrust.export;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.export.ForeignAttributes.Shown;
import dev.gai.braintrust.trace.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of one row of an ended span. Used by one thread.
 */
final class SpanEncoder {

	private static final int MAX_NAME_BYTES = 1024;

	private static final AttributeKey<String> PARENT = AttributeKey.stringKey("braintrust.parent");

	private final ExportSettings settings;

	private final ContentMasking masking;

	private final ForeignAttributes foreign;

	private final SpanErrors errors;

	private final RowAttributes rows;

	private final SpanFilters filters;

	private final RowListener listener;

	private final OtlpMarshaller marshaller = new OtlpMarshaller();

	private @Nullable Resource lastResource;

	private @Nullable Resource lastMerged;

	SpanEncoder(ExportSettings settings, ContentMasking masking, ContentJson json, SpanFilters filters,
			RowListener listener) {
		this.settings = settings;
		this.masking = masking;
		this.foreign = new ForeignAttributes(masking);
		this.errors = new SpanErrors(masking, this.foreign);
		this.rows = new RowAttributes(settings, masking, json);
		this.filters = filters;
		this.listener = listener;
	}

	/**
	 * Encodes a span.
	 * @param ended the span
	 * @return an {@code ExportTraceServiceRequest}, {@code null} if the application's
	 * filters leave the span out
	 */
	byte @Nullable [] encode(EndedSpan ended) {
		SpanData span = ended.span().toSpanData();
		SpanRecord record = ended.record();
		SpanNode node = ended.node();
		TextBudget budget = new TextBudget(this.settings.maxFieldBytes(),
				(record != null) ? this.settings.maxSpanBytes() / 2 : this.settings.maxSpanBytes());
		String name = budget.take(this.masking.maskLabel("name", (record != null) ? record.spanName() : span.getName()),
				MAX_NAME_BYTES);
		SpanKind kind = (record == null) ? span.getKind()
				: record.type().client() ? SpanKind.CLIENT : SpanKind.INTERNAL;
		SpanContext parent = (node != null) ? node.sentParent() : SpanContext.getInvalid();
		Shown shown = shown(record, node);
		StatusData status = this.errors.status(span, record, shown, budget);
		List<EventData> events = this.errors.events(span, record, shown, budget);
		List<LinkData> links = this.foreign.links(span.getLinks(), shown, budget);
		SpanData row = new BraintrustSpanData(span, name, kind, parent, resource(span.getResource()),
				attributes(span, record, node, shown, budget), status, events, links,
				(record != null) ? record.place().lastsUntil() : null);
		SpanData filtered = this.filters.apply(row);
		if (filtered == null) {
			return null;
		}
		byte[] frame = this.marshaller.marshal(filtered);
		tell(filtered);
		return frame;
	}

	private void tell(SpanData row) {
		if (this.listener != RowListener.NONE) {
			Guard.run("A row could not be shown", () -> this.listener.encoded(Row.of(row)));
		}
	}

	private Shown shown(@Nullable SpanRecord record, @Nullable SpanNode node) {
		boolean captured = this.settings.captureContent();
		if (record != null) {
			return new Shown(captured && record.contentCaptured(), captured && record.errorTextCaptured());
		}
		return new Shown(captured && (node == null || node.isContentShown()),
				captured && (node == null || node.isErrorTextShown()));
	}

	private Attributes attributes(SpanData span, @Nullable SpanRecord record, @Nullable SpanNode node, Shown shown,
			TextBudget budget) {
		AttributesBuilder attributes = Attributes.builder();
		if (record != null) {
			this.foreign.copyBesideRecord(span.getAttributes(), attributes, shown, budget);
			this.rows.write(record, attributes, budget);
		}
		else {
			attributes.putAll(this.foreign.copy(span.getAttributes(), shown, budget));
		}
		if (record != null || span.getAttributes().get(PARENT) == null) {
			RemoteParent remote = (node != null) ? node.remoteParent() : null;
			attributes.put(PARENT, (remote != null) ? remote.braintrustParent() : this.settings.parent());
		}
		return attributes.build();
	}

	/**
	 * The application's resource with our attributes. It is the same object for all spans
	 * of a tracer provider, and so is ours.
	 */
	private Resource resource(Resource resource) {
		Resource merged = this.lastMerged;
		if (merged == null || resource != this.lastResource) {
			AttributesBuilder ours = Attributes.builder();
			for (Map.Entry<String, String> attribute : this.settings.resource().entrySet()) {
				ours.put(attribute.getKey(), attribute.getValue());
			}
			merged = resource.merge(Resource.create(ours.build()));
			this.lastResource = resource;
			this.lastMerged = merged;
		}
		return merged;
	}

}
