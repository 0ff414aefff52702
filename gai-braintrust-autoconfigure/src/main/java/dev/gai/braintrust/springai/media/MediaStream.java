package dev.gai.braintrust.springai.media;

import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.trace.ActiveSpan;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.audio.transcription.AudioTranscriptionResponse;
import org.springframework.ai.audio.tts.TextToSpeechResponse;

/**
 * The span of a stream of text or audio. Of audio only the size is told.
 */
final class MediaStream implements TrackedCall {

	private final ActiveSpan span;

	private long bytes;

	MediaStream(ActiveSpan span) {
		this.span = span;
	}

	@Override
	public Observation observation() {
		return this.span.observation();
	}

	@Override
	public void element(Object element) {
		this.span.firstContent();
		Object content = content(element);
		if (content instanceof byte[] audio) {
			synchronized (this) {
				this.bytes += audio.length;
			}
		}
		else if (content instanceof String text) {
			this.span.element(text);
		}
	}

	/**
	 * Tells a piece of text.
	 * @param text the text
	 */
	void text(String text) {
		element(text);
	}

	/**
	 * Tells what the provider has counted.
	 * @param input tokens of the request
	 * @param output tokens of the answer
	 */
	void usage(long input, long output) {
		this.span.span().usage(input, output);
	}

	private static @Nullable Object content(Object element) {
		if (element instanceof TextToSpeechResponse speech) {
			return (speech.getResult() != null) ? speech.getResult().getOutput() : null;
		}
		if (element instanceof AudioTranscriptionResponse transcription) {
			return (transcription.getResult() != null) ? transcription.getResult().getOutput() : null;
		}
		return element;
	}

	private synchronized void tellSize() {
		if (this.bytes > 0) {
			this.span.span().output("<audio, " + this.bytes + " bytes, not captured>");
		}
	}

	@Override
	public void completed() {
		tellSize();
		this.span.completed();
	}

	@Override
	public void completed(@Nullable Object result) {
		completed();
	}

	@Override
	public void failed(Throwable error) {
		tellSize();
		this.span.failed(error);
	}

	@Override
	public void cancelled() {
		tellSize();
		this.span.cancelled();
	}

}
