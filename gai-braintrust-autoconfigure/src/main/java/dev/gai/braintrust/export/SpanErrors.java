package dev.gai.braintrust.export;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.trace.SpanRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * Status and exception of a span. The text of an exception may quote a prompt or a key:
 * it is masked, cut, and left out where content is not captured.
 */
final class SpanErrors {

	private static final int MAX_TEXT = 8192;

	private final ContentMasking masking;

	private final ForeignAttributes foreign;

	private final boolean captureContent;

	SpanErrors(ContentMasking masking, ForeignAttributes foreign, boolean captureContent) {
		this.masking = masking;
		this.foreign = foreign;
		this.captureContent = captureContent;
	}

	StatusData status(SpanData span, @Nullable SpanRecord record) {
		if (record != null) {
			Throwable error = record.error();
			return (error != null) ? StatusData.create(StatusCode.ERROR, description(record, error))
					: StatusData.unset();
		}
		String description = span.getStatus().getDescription();
		return StatusData.create(span.getStatus().getStatusCode(), this.captureContent ? text(description) : "");
	}

	/**
	 * One exception event for a failed span of ours, since Braintrust shows the error of
	 * a span from it, without the stack trace, which quotes the text once more.
	 * @param span the span
	 * @param record the record, if it is one of ours
	 * @return the events
	 */
	List<EventData> events(SpanData span, @Nullable SpanRecord record) {
		List<EventData> events = new ArrayList<>();
		Throwable error = (record != null) ? record.error() : null;
		for (EventData event : span.getEvents()) {
			boolean replaced = record != null && event.getName().equals("exception");
			if (!replaced && (this.captureContent || event.getName().equals("exception"))) {
				events.add(EventData.create(event.getEpochNanos(), event.getName(),
						this.foreign.masked(event.getAttributes())));
			}
		}
		if (record != null && error != null) {
			AttributesBuilder exception = Attributes.builder().put("exception.type", error.getClass().getName());
			if (isTextSent(record)) {
				exception.put("exception.message", message(error));
			}
			events.add(EventData.create(span.getEndEpochNanos(), "exception", exception.build()));
		}
		return events;
	}

	private String description(SpanRecord record, Throwable error) {
		String type = error.getClass().getName();
		String message = isTextSent(record) ? message(error) : "";
		return message.isEmpty() ? type : type + ": " + message;
	}

	private boolean isTextSent(SpanRecord record) {
		return this.captureContent && record.errorTextCaptured();
	}

	private String message(Throwable error) {
		try {
			String message = error.getMessage();
			return (message != null) ? text(message) : "";
		}
		catch (RuntimeException ex) {
			return "<not captured: " + ex.getClass().getSimpleName() + ">";
		}
	}

	private String text(String text) {
		String masked = this.masking.maskText("error", text);
		return (masked.length() > MAX_TEXT) ? masked.substring(0, MAX_TEXT) + "… [cut]" : masked;
	}

}
