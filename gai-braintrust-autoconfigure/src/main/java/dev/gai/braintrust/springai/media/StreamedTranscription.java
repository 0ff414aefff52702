package dev.gai.braintrust.springai.media;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a transcription that tells its span of each event, and of its end or of
 * whoever no longer wants it.
 */
final class StreamedTranscription implements AsyncStreamResponse<TranscriptionStreamEvent> {

	private final AsyncStreamResponse<TranscriptionStreamEvent> target;

	private final MediaStream stream;

	private final AtomicBoolean ended = new AtomicBoolean();

	/** Of our own: whoever waits for it closes the stream, and is to come after us. */
	private final CompletableFuture<Void> completed = new CompletableFuture<>();

	StreamedTranscription(AsyncStreamResponse<TranscriptionStreamEvent> target, MediaStream stream) {
		this.target = target;
		this.stream = stream;
		target.onCompleteFuture().whenComplete((nothing, error) -> {
			end(error);
			if (error != null) {
				this.completed.completeExceptionally(error);
			}
			else {
				this.completed.complete(nothing);
			}
		});
	}

	@Override
	public AsyncStreamResponse<TranscriptionStreamEvent> subscribe(Handler<? super TranscriptionStreamEvent> handler) {
		this.target.subscribe(new Listener(handler));
		return this;
	}

	@Override
	public AsyncStreamResponse<TranscriptionStreamEvent> subscribe(Handler<? super TranscriptionStreamEvent> handler,
			Executor executor) {
		this.target.subscribe(new Listener(handler), executor);
		return this;
	}

	@Override
	public CompletableFuture<Void> onCompleteFuture() {
		return this.completed;
	}

	@Override
	public void close() {
		if (this.ended.compareAndSet(false, true)) {
			Guard.run("The end of a transcription is not recorded", this.stream::cancelled);
		}
		this.target.close();
	}

	private void end(@Nullable Throwable error) {
		if (this.ended.compareAndSet(false, true)) {
			Guard.run("The end of a transcription is not recorded", () -> {
				if (error != null) {
					this.stream.failed(error);
				}
				else {
					this.stream.completed();
				}
			});
		}
	}

	private final class Listener implements Handler<TranscriptionStreamEvent> {

		private final Handler<? super TranscriptionStreamEvent> handler;

		Listener(Handler<? super TranscriptionStreamEvent> handler) {
			this.handler = handler;
		}

		@Override
		public void onNext(TranscriptionStreamEvent event) {
			Guard.run("A piece of a transcription is not recorded",
					() -> OpenAiShapes.event(event, StreamedTranscription.this.stream));
			this.handler.onNext(event);
		}

		@Override
		public void onComplete(Optional<Throwable> error) {
			end(error.orElse(null));
			this.handler.onComplete(error);
		}

	}

}
