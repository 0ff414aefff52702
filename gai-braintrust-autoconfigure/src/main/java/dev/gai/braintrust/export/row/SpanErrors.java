package dev.gai.braintrust.export.row;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.media.MediaMode;
import dev.gai.braintrust.content.media.MediaOfRow;
import dev.gai.braintrust.content.media.MediaStore;
import dev.gai.braintrust.export.row.ForeignAttributes.Shown;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * Status and events of a span. The text of an exception may quote a prompt or a key: it
 * is masked, cut, and left out where it may not be shown.
 */
final class SpanErrors {

	private static final int MAX_BYTES = 8192;

	private static final String EXCEPTION = "exception";

	private final ContentMasking masking;

	private final ForeignAttributes foreign;

	private final MediaOfRow media;

	/**
	 * Creates what shows errors.
	 * @param media what becomes of media, of which nothing is uploaded here
	 */
	SpanErrors(ContentMasking masking, ForeignAttributes foreign, MediaMode media) {
		this.masking = masking;
		this.foreign = foreign;
		this.media = new MediaOfRow(media, MediaStore.NONE, UnaryOperator.identity());
	}

	StatusData status(SpanData span, @Nullable SpanRecord record, Shown shown, TextBudget budget) {
		if (record == null) {
			StatusData status = span.getStatus();
			return StatusData.create(status.getStatusCode(),
					shown.errorText() ? text(status.getDescription(), budget) : "");
		}
		Throwable error = record.error();
		if (error == null) {
			return StatusData.unset();
		}
		String type = error.getClass().getName();
		String message = shown.errorText() ? message(error, budget) : "";
		return StatusData.create(StatusCode.ERROR, message.isEmpty() ? type : type + ": " + message);
	}

	/**
	 * One exception event for a failed span of ours, since Braintrust shows the error of
	 * a span from it, without the stack trace, which quotes the text once more.
	 * @param span the span
	 * @param record the record, if it is one of ours
	 * @param shown what may be shown
	 * @param budget how much text there is room for
	 * @return the events
	 */
	List<EventData> events(SpanData span, @Nullable SpanRecord record, Shown shown, TextBudget budget) {
		Throwable error = (record != null) ? record.error() : null;
		if (error == null && span.getEvents().isEmpty()) {
			return List.of();
		}
		List<EventData> events = new ArrayList<>();
		for (EventData event : span.getEvents()) {
			boolean exception = event.getName().equals(EXCEPTION);
			if (exception ? record == null : shown.content()) {
				events.add(EventData.create(event.getEpochNanos(),
						budget.take(this.masking.maskText("event", event.getName()), MAX_BYTES),
						this.foreign.copy(event.getAttributes(), shown, budget)));
			}
		}
		if (error != null) {
			AttributesBuilder attributes = Attributes.builder().put("exception.type", error.getClass().getName());
			if (shown.errorText()) {
				attributes.put("exception.message", message(error, budget));
			}
			events.add(EventData.create(span.getEndEpochNanos(), EXCEPTION, attributes.build()));
		}
		return events;
	}

	private String message(Throwable error, TextBudget budget) {
		try {
			String message = error.getMessage();
			return (message != null) ? text(message, budget) : "";
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			return "<not captured: " + ex.getClass().getSimpleName() + ">";
		}
	}

	private String text(String text, TextBudget budget) {
		return budget.take(this.masking.maskText("error", this.media.applyToText(text)), MAX_BYTES);
	}

}
