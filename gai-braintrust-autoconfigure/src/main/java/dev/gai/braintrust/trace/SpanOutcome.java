package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.StreamedOutput;
import dev.gai.braintrust.response.Wrapped;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanResponse;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a result says into the record of a span. Thread-safe.
 */
final class SpanOutcome {

	private final RecordedSpan span;

	private final SpanSettings settings;

	/** Of most calls there is none. */
	private volatile @Nullable StreamedOutput streamed;

	private volatile List<LlmResponse.Choice> below = List.of();

	SpanOutcome(RecordedSpan span, SpanSettings settings) {
		this.span = span;
		this.settings = settings;
	}

	private StreamedOutput output() {
		StreamedOutput made = this.streamed;
		if (made != null) {
			return made;
		}
		synchronized (this) {
			if (this.streamed == null) {
				this.streamed = new StreamedOutput(this.settings.maxTextLength(), this.span.record().contentCaptured());
			}
			return this.streamed;
		}
	}

	@Nullable Object streamed() {
		return output().value();
	}

	List<Object> elements() {
		return output().elements();
	}

	/** Tells that content has arrived. */
	void firstContent() {
		this.span.record().timing().firstChunk();
	}

	/**
	 * Takes an element of a stream.
	 * @param element the element
	 */
	void element(Object element) {
		Guard.run("An element of a stream could not be recorded", () -> {
			output().add(element);
			if (this.span.record().timing().timeToFirstChunk() == null
					&& this.settings.readers().bearsContent(element)) {
				firstContent();
			}
			if (callsModel() && Wrapped.inside(element) instanceof CharSequence) {
				failWith(this.settings.readers().errorIn(element));
			}
		});
	}

	/**
	 * Takes a piece of what the model thought.
	 * @param thought the piece
	 */
	void thought(String thought) {
		Guard.run("A thought of a model could not be recorded", () -> {
			output().think(thought);
			if (!thought.isEmpty() && this.span.record().timing().timeToFirstChunk() == null) {
				firstContent();
			}
		});
	}

	void takeValue(@Nullable Object value) {
		LlmResponse read = this.settings.readers().read(value);
		if (value != null && callsModel()) {
			this.span.record().response().result(value, read != null);
			failWith((value instanceof CharSequence) ? this.settings.readers().errorIn(value) : null);
		}
		take(read, Wrapped.inside(value));
	}

	/** Takes a value, or what the provider has sent where that says nothing. */
	void takeValue(@Nullable Object value, @Nullable Supplier<@Nullable LlmResponse> sent) {
		takeValue(value);
		SpanResponse response = this.span.record().response();
		boolean captured = this.span.record().contentCaptured();
		if (sent != null && (captured ? response.choices().isEmpty() : response.usage() == null)) {
			takeStreamed(sent);
		}
	}

	private boolean callsModel() {
		return this.span.record().declaredType().callsModel();
	}

	/**
	 * An answer may be an error, or end with one. What was thrown says more.
	 */
	private void failWith(@Nullable AnsweredErrorException error) {
		SpanRecord record = this.span.record();
		if (error != null && record.error() == null) {
			record.error(error);
		}
	}

	/**
	 * Takes what has arrived.
	 * @param events reads what the provider itself has sent, {@code null} if that says
	 * nothing more
	 */
	void takeStreamed(@Nullable Supplier<@Nullable LlmResponse> events) {
		LlmResponse sent = (events != null) ? events.get() : null;
		if (sent == null || sent.choices().isEmpty()) {
			takeStreamed();
			return;
		}
		SpanResponse response = this.span.record().response();
		LlmResponse taken = this.settings.readers().readAll(output().elements());
		take(sent, null);
		response.saidUsage().readAtEnd(sent);
		if (taken == null || !CompletedAnswers.bearContent(taken.choices())) {
			return;
		}
		takeStreamed();
		if (this.span.record().contentCaptured() && CompletedAnswers.haveThoughts(sent.choices())
				&& !CompletedAnswers.haveThoughts(response.choices())) {
			// Of a model whose chunks have none until the last.
			response.fillFrom(copyOf(sent), true);
		}
	}

	void takeStreamed() {
		LlmResponse read = this.settings.readers().readAll(output().elements());
		take((read != null) ? read : output().readText(), output().value());
		if (output().isCut()) {
			this.span.metadata("content.truncated", List.of("output"));
		}
	}

	/**
	 * Takes what the provider itself has sent, or else the elements, in place of what
	 * another library has put together of them.
	 * @param events reads what was sent, {@code null} if that says nothing more
	 * @param whole whether all elements have arrived
	 */
	void takeAnswers(@Nullable Supplier<@Nullable LlmResponse> events, boolean whole) {
		SpanRecord record = this.span.record();
		if (!record.contentCaptured()) {
			return;
		}
		LlmResponse read = (events != null) ? events.get() : null;
		if (read == null && whole && this.streamed != null && !output().isCut()) {
			read = this.settings.readers().readAll(output().elements());
		}
		if (read != null && !record.response().choices().isEmpty() && !read.choices().isEmpty()) {
			record.response().fillFrom(copyOf(read), true);
		}
	}

	/**
	 * Says what a call below has answered, which may be after this one has ended.
	 * @param answers its answers
	 * @param figures knows whether this call is ending
	 */
	void completeWith(List<LlmResponse.Choice> answers, LateFigures figures) {
		this.below = answers;
		figures.also(() -> {
			if (this.span.record().isEnded()) {
				complete();
			}
		});
	}

	/**
	 * Completes the answers with what the call below has beside the same text.
	 */
	void complete() {
		SpanResponse response = this.span.record().response();
		List<LlmResponse.Choice> known = response.choices();
		List<LlmResponse.Choice> completed = CompletedAnswers.of(known, this.below);
		if (!completed.equals(known)) {
			LlmResponse.Builder read = LlmResponse.builder();
			completed.forEach((choice) -> read.choice(choice.finishReason(), choice.message()));
			response.fillFrom(read.build(), true);
		}
	}

	/**
	 * Takes what a reader found; where it found no answer, the value itself is one.
	 */
	private void take(@Nullable LlmResponse read, @Nullable Object value) {
		SpanRecord record = this.span.record();
		SpanResponse response = record.response();
		if (read != null) {
			boolean withContent = record.contentCaptured();
			response.fillFrom(withContent ? copyOf(read) : read, withContent);
			failWith(callsModel() ? read.error() : null);
		}
		Object output = (read != null && read.output() != null) ? read.output() : value;
		if (output != null && response.choices().isEmpty() && response.output() == null) {
			this.span.output(output);
			if (read == null && callsModel()) {
				readCopy(response);
			}
		}
	}

	private void readCopy(SpanResponse response) {
		Snapshot copy = response.output();
		LlmResponse read = (copy != null) ? ResponseReaders.readCopy(copy.tree()) : null;
		if (read != null) {
			response.output(read.choices().isEmpty() ? copy : null);
			response.fillFrom(read, true);
			failWith(read.error());
		}
	}

	/**
	 * Copies what was read, so that the application may go on changing it.
	 */
	private LlmResponse copyOf(LlmResponse read) {
		List<LlmResponse.Choice> choices = new ArrayList<>();
		for (LlmResponse.Choice choice : read.choices()) {
			Message message = choice.message();
			message.toolCalls().forEach((call) -> this.span.snapshot("output", call.arguments()));
			Map<String, Object> fields = message.fields().isEmpty() ? Map.of() : new LinkedHashMap<>();
			message.fields().forEach((name, value) -> {
				Object copy = this.span.tree("output", value);
				if (copy != null) {
					fields.put(name, copy);
				}
			});
			choices.add(new LlmResponse.Choice(choice.finishReason(), new Message(message.role(),
					this.span.tree("output", message.content()), message.toolCalls(), message.toolCallId(), fields)));
		}
		return new LlmResponse(read.model(), read.id(), choices, read.usage(), read.embeddings(), read.finishReason(),
				read.output(), read.billing(), read.error());
	}

	/**
	 * Writes how the call ended. Whatever goes wrong with what its result says, that is
	 * said.
	 * @param takeResult takes what has arrived
	 * @param error what went wrong
	 * @param cancelled whether nobody waits any more
	 */
	void write(Runnable takeResult, @Nullable Throwable error, boolean cancelled) {
		SpanRecord record = this.span.record();
		try {
			takeResult.run();
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			record.content().notCaptured("output", ex.getClass().getSimpleName());
		}
		if (cancelled) {
			record.failure().cancel();
		}
		Throwable failure = callsModel() ? record.failure().behind(error) : error;
		if (failure != null) {
			record.error(failure);
		}
	}

}
