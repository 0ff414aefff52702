package dev.gai.braintrust.export.row.otlp;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.FrameMemory;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames: each is an {@code ExportTraceServiceRequest} with one span. What spans
 * have in common, their resource and their scope, is encoded once. Used by one thread.
 *
 * @since 0.1.0
 */
public final class OtlpFrames {

	private static final int RESOURCE_SPANS = 1;

	private static final int RESOURCE = 1;

	private static final int SCOPE_SPANS = 2;

	private static final int SCOPE = 1;

	private static final int SPAN = 2;

	private static final int SCHEMA_URL = 3;

	/** Tags and lengths of three messages. */
	private static final int LARGEST_MARKS = 3 * (1 + 5);

	private final TextBytes texts;

	private final ProtoBuffer span;

	private final SpanFields fields;

	private final ProtoBuffer head;

	private final FrameMemory memory = new FrameMemory();

	private @Nullable Resource lastResource;

	private byte[] resource = {};

	private byte[] resourceSchema = {};

	private @Nullable InstrumentationScopeInfo lastScope;

	private byte[] scope = {};

	private byte[] scopeSchema = {};

	/**
	 * Creates an encoder.
	 * @param texts where the thread has the bytes of texts
	 */
	public OtlpFrames(TextBytes texts) {
		this.texts = texts;
		this.span = new ProtoBuffer(texts);
		this.fields = new SpanFields(this.span);
		this.head = new ProtoBuffer(texts);
	}

	/**
	 * Encodes a span.
	 * @param data the span
	 * @return the frame
	 */
	public Frame frame(SpanData data) {
		encodeResource(data.getResource());
		encodeScope(data.getInstrumentationScopeInfo());
		int headroom = this.resource.length + this.scope.length + LARGEST_MARKS;
		this.span.clear(headroom);
		this.fields.write(data);
		int size = this.span.length() - headroom;
		int scopeSpans = this.scope.length + FieldSizes.delimited(SPAN, size) + this.scopeSchema.length;
		int resourceSpans = this.resource.length + FieldSizes.delimited(SCOPE_SPANS, scopeSpans)
				+ this.resourceSchema.length;
		this.head.clear(0);
		this.head.delimited(RESOURCE_SPANS, resourceSpans);
		this.head.append(this.resource, this.resource.length);
		this.head.delimited(SCOPE_SPANS, scopeSpans);
		this.head.append(this.scope, this.scope.length);
		this.head.delimited(SPAN, size);
		this.span.append(this.scopeSchema, this.scopeSchema.length);
		this.span.append(this.resourceSchema, this.resourceSchema.length);
		return this.span.behind(this.head, headroom, this.memory);
	}

	@SuppressWarnings("ReferenceEquality")
	private void encodeResource(Resource current) {
		if (current != this.lastResource) {
			ProtoBuffer out = new ProtoBuffer(this.texts);
			int start = out.begin(RESOURCE);
			new AttributeFields(out).write(1, current.getAttributes());
			out.end(start);
			this.resource = out.copy();
			this.resourceSchema = schema(current.getSchemaUrl());
			this.lastResource = current;
		}
	}

	@SuppressWarnings("ReferenceEquality")
	private void encodeScope(InstrumentationScopeInfo current) {
		if (current != this.lastScope) {
			ProtoBuffer out = new ProtoBuffer(this.texts);
			int start = out.begin(SCOPE);
			out.textUnlessEmpty(1, current.getName());
			out.textUnlessEmpty(2, (current.getVersion() != null) ? current.getVersion() : "");
			new AttributeFields(out).write(3, current.getAttributes());
			out.end(start);
			this.scope = out.copy();
			this.scopeSchema = schema(current.getSchemaUrl());
			this.lastScope = current;
		}
	}

	private byte[] schema(@Nullable String url) {
		ProtoBuffer out = new ProtoBuffer(this.texts);
		out.textUnlessEmpty(SCHEMA_URL, (url != null) ? url : "");
		return out.copy();
	}

}
