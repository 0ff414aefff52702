package dev.gai.braintrust.export;

import java.util.Map;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.trace.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of one row of an ended span. Used by one thread.
 */
final class SpanEncoder {

	private static final AttributeKey<String> PARENT = AttributeKey.stringKey("braintrust.parent");

	private final ExportSettings settings;

	private final ContentMasking masking;

	private final ForeignAttributes foreign;

	private final SpanErrors errors;

	private final RowAttributes rows;

	private final SpanFilters filters;

	private final OtlpMarshaller marshaller = new OtlpMarshaller();

	private @Nullable Resource lastResource;

	private @Nullable Resource lastMerged;

	SpanEncoder(ExportSettings settings, ContentMasking masking, ContentJson json, SpanFilters filters) {
		this.settings = settings;
		this.masking = masking;
		this.foreign = new ForeignAttributes(masking, settings.captureContent(), settings.maxFieldBytes());
		this.errors = new SpanErrors(masking, this.foreign, settings.captureContent());
		this.rows = new RowAttributes(settings, masking, json);
		this.filters = filters;
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
		String name = this.masking.maskText("name", (record != null) ? record.spanName() : span.getName());
		SpanKind kind = (record == null) ? span.getKind()
				: record.type().client() ? SpanKind.CLIENT : SpanKind.INTERNAL;
		SpanContext parent = (node != null) ? node.sentParent(!this.settings.aiOnly()) : SpanContext.getInvalid();
		SpanData row = new BraintrustSpanData(span, name, kind, parent, resource(span.getResource()),
				attributes(span, record, node, name), this.errors.status(span, record),
				this.errors.events(span, record));
		SpanData filtered = this.filters.apply(row);
		return (filtered != null) ? this.marshaller.marshal(filtered) : null;
	}

	private Attributes attributes(SpanData span, @Nullable SpanRecord record, @Nullable SpanNode node, String name) {
		AttributesBuilder attributes = Attributes.builder();
		this.foreign.copy(span.getAttributes(), attributes, record != null);
		if (record != null) {
			this.rows.write(record, name, attributes);
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
