package dev.gai.braintrust.export.row;

import java.util.List;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.media.MediaOfRow;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.export.row.ForeignAttributes.Shown;
import dev.gai.braintrust.export.row.otlp.AttributeList;
import dev.gai.braintrust.export.row.otlp.OtlpFrames;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.record.RequestRoot;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of one row of an ended span. Used by one thread.
 *
 * @since 0.1.0
 */
public final class SpanEncoder {

	private static final int MAX_NAME_BYTES = 1024;

	private static final AttributeKey<String> PARENT = AttributeKey.stringKey("braintrust.parent");

	/** Of a span of others, whose attributes can only be described. */
	private static final MediaOfRow NO_MEDIA = MediaOfRow.described();

	private final RowSettings settings;

	private final ContentMasking masking;

	private final ForeignAttributes foreign;

	private final SpanErrors errors;

	private final RowAttributes rows;

	private final SpanFilters filters;

	private final RowListener listener;

	/** The thread has only one text in hand at a time. */
	private final TextBytes bytes = new TextBytes();

	private final AttributeList unseen = new AttributeList();

	private final OtlpFrames frames = new OtlpFrames(this.bytes);

	private final MergedResource resource;

	/**
	 * Creates an encoder.
	 * @param settings how rows are shaped
	 * @param masking masks content
	 * @param json writes content
	 * @param filters the application's filters
	 * @param listener told of each row
	 */
	public SpanEncoder(RowSettings settings, ContentMasking masking, ContentJson json, SpanFilters filters,
			RowListener listener) {
		this.settings = settings;
		this.masking = masking.forOneThread(this.bytes);
		this.foreign = new ForeignAttributes(this.masking, settings.extras().media());
		this.errors = new SpanErrors(this.masking, this.foreign, settings.extras().media());
		this.rows = new RowAttributes(settings, this.masking, json, this.bytes);
		this.resource = new MergedResource(settings.resource(), this::masked);
		this.filters = filters;
		this.listener = listener;
	}

	private Attributes masked(Attributes resource) {
		TextBudget budget = new TextBudget(this.settings.maxFieldBytes(), this.settings.maxSpanBytes(), this.bytes);
		AttributeList masked = new AttributeList(resource.size());
		this.foreign.copy(resource, masked, new Shown(true, true), budget);
		return masked.toBuilder().build();
	}

	/**
	 * Loads what looks for secrets, which takes long in a new process: on the thread that
	 * will use it, and not when the first call is measured or written.
	 */
	public void prepare() {
		if (!asksTheApplication()) {
			// A word that is looked at as one that may be a key.
			this.masking.maskText("name", "encoding_failed: true");
		}
	}

	/**
	 * Encodes a span.
	 * @param span the span, which has ended
	 * @param record what happened in it, {@code null} if it is none of ours
	 * @param context what it takes from the spans around it
	 * @return an {@code ExportTraceServiceRequest}, {@code null} if the application's
	 * filters leave the span out
	 */
	public @Nullable Frame encode(SpanData span, @Nullable SpanRecord record, RowContext context) {
		this.masking.beginSpan();
		RequestRoot root = (record == null) ? context.root() : null;
		MediaOfRow media = (record != null || root != null) ? media() : NO_MEDIA;
		if (root != null) {
			return encoded(root(span, root, context, media), media);
		}
		TextBudget budget = new TextBudget(this.settings.maxFieldBytes(),
				(record != null) ? this.settings.maxSpanBytes() / 2 : this.settings.maxSpanBytes(), this.bytes);
		String name = budget.take(this.masking.maskLabel("name", (record != null) ? record.spanName() : span.getName()),
				MAX_NAME_BYTES);
		SpanKind kind = (record == null) ? span.getKind()
				: record.type().client() ? SpanKind.CLIENT : SpanKind.INTERNAL;
		Shown shown = Shown.of(this.settings.captureContent(), record, context);
		StatusData status = this.errors.status(span, record, shown, budget);
		List<EventData> events = this.errors.events(span, record, shown, budget);
		List<LinkData> links = this.foreign.links(span.getLinks(), shown, budget);
		SpanData row = new BraintrustSpanData(span, name, kind, context.parent(), this.resource.of(span.getResource()),
				attributes(span, record, context, shown, budget, media), status, events, links,
				(record != null) ? record.placement() : null);
		return encoded(row, media);
	}

	private MediaOfRow media() {
		RowExtras extras = this.settings.extras();
		return new MediaOfRow(extras.media(), extras.store(), (name) -> this.masking.maskText("filename", name));
	}

	/**
	 * The row of a request. Neither its attributes nor its events are sent.
	 */
	private SpanData root(SpanData span, RequestRoot root, RowContext context, MediaOfRow media) {
		RootRow row = new RootRow(span, root);
		TextBudget budget = new TextBudget(this.settings.maxFieldBytes(), this.settings.maxSpanBytes() / 2, this.bytes);
		String name = budget.take(this.masking.maskLabel("name", row.name(this.settings.extras().namer())),
				MAX_NAME_BYTES);
		AttributeList attributes = new AttributeList();
		this.rows.writeRoot(row, name, attributes, budget, media);
		putParent(attributes, context);
		return new BraintrustSpanData(span, name, span.getKind(), context.parent(),
				this.resource.of(span.getResource()), attributes,
				StatusData.create(span.getStatus().getStatusCode(), ""), List.of(), List.of(), null);
	}

	/**
	 * Whether code of the application takes part, of which nobody knows how long it
	 * takes.
	 * @return whether there are filters, maskers, patterns or namers of its own
	 */
	public boolean asksTheApplication() {
		return !this.filters.isEmpty() || this.masking.asksTheApplication() || this.settings.extras().namer() != null;
	}

	private @Nullable Frame encoded(SpanData row, MediaOfRow media) {
		if (isSeenByOthers()) {
			keep(row.getAttributes());
		}
		SpanData filtered = this.filters.apply(row);
		if (filtered == null) {
			return null;
		}
		Frame frame = this.frames.frame(filtered);
		media.upload(row.getTraceId(), row.getSpanId());
		tell(filtered);
		return frame;
	}

	/**
	 * Somebody else will see the row, and may do so when its memory is used again.
	 */
	private static void keep(Attributes attributes) {
		if (attributes instanceof AttributeList list) {
			list.keep();
		}
	}

	private void tell(SpanData row) {
		if (this.listener != RowListener.NONE) {
			Guard.run("A row could not be shown", () -> this.listener.encoded(Row.of(row)));
		}
	}

	private void putParent(AttributeList attributes, RowContext context) {
		String parent = context.braintrustParent();
		attributes.put(PARENT, (parent != null) ? parent : this.settings.parent());
	}

	private Attributes attributes(SpanData span, @Nullable SpanRecord record, RowContext context, Shown shown,
			TextBudget budget, MediaOfRow media) {
		AttributeList attributes = attributes(record != null, span);
		if (record != null || span.getAttributes().get(PARENT) == null) {
			// The first, since whoever sends the span looks for it.
			putParent(attributes, context);
		}
		if (record != null) {
			this.foreign.copyBesideRecord(span.getAttributes(), attributes, shown, budget);
			this.rows.write(record, attributes, budget, media);
		}
		else {
			this.foreign.copy(span.getAttributes(), attributes, shown, budget);
		}
		return attributes;
	}

	/**
	 * Attributes of a row that nobody else sees are gone when its bytes are there, and
	 * the list is used again.
	 */
	private AttributeList attributes(boolean ours, SpanData span) {
		if (isSeenByOthers()) {
			return ours ? new AttributeList() : new AttributeList(span.getAttributes().size() + 1);
		}
		this.unseen.clear();
		return this.unseen;
	}

	private boolean isSeenByOthers() {
		return !this.filters.isEmpty() || this.listener != RowListener.NONE;
	}

}
