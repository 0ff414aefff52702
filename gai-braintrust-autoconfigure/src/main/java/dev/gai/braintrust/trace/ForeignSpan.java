package dev.gai.braintrust.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.trace.record.FailedAttempt;
import dev.gai.braintrust.trace.record.RowPlacement;
import dev.gai.braintrust.trace.record.SharedText;
import dev.gai.braintrust.trace.record.SpanFailure;
import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanRequest;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a call that another library observes. The span is that library's
 * and looks to every other exporter as it would without us; what is recorded here is
 * {@linkplain SpanHandoff handed} to the span processor while it starts and ends.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ForeignSpan {

	private final RecordedSpan span;

	private final SpanSettings settings;

	private final SpanOutcome outcome;

	private final LateFigures figures;

	private final AtomicBoolean ending = new AtomicBoolean();

	private volatile boolean discarded;

	private volatile boolean interrupted;

	private volatile boolean whole;

	private volatile boolean answered;

	private volatile @Nullable Supplier<@Nullable LlmResponse> events;

	private volatile @Nullable Supplier<@Nullable LlmResponse> arrived;

	private volatile @Nullable ForeignSpan caller;

	ForeignSpan(RecordedSpan span, SpanSettings settings) {
		this.span = span;
		this.settings = settings;
		this.outcome = new SpanOutcome(span, settings);
		this.figures = new LateFigures(span.record(), settings);
	}

	/**
	 * The span, to write on.
	 * @return the span
	 */
	public GenAiSpan span() {
		return this.span;
	}

	/**
	 * Starts the span of the other library.
	 * @param starting starts it
	 */
	public void startWith(Supplier<Span> starting) {
		// What was prepared before is no part of the span.
		record().timing().restart();
		SpanHandoff.run(record(), () -> {
			Span started = starting.get();
			record().ids(started.context().traceId(), started.context().spanId());
		});
	}

	/**
	 * Ends the span of the other library.
	 * @param tracer makes the spans of attempts that failed
	 * @param ended the span
	 * @param ending ends it
	 */
	public void endWith(Tracer tracer, Span ended, Runnable ending) {
		Guard.run("Failed attempts of a call are not shown",
				() -> new AttemptSpans(tracer, SharedText.PLAIN).add(ended, record()));
		try {
			SpanHandoff.run(record(), ending);
		}
		finally {
			record().placement().ending(false);
			// Not before: those above are shown to last until now.
			if (!this.discarded) {
				Guard.run("A call is not summed up", () -> new SpanClosing(this.settings).sumUp(record()));
			}
		}
	}

	/**
	 * An element of the streamed result arrived; it may be told later than the end.
	 * @param element the element
	 */
	public void element(Object element) {
		this.outcome.element(element);
	}

	/**
	 * {@return a copy of the elements that have arrived}
	 */
	public List<Object> elements() {
		return this.outcome.elements();
	}

	/**
	 * Tells that no more elements will arrive; it may be told later than the end. What
	 * came after a stream was interrupted is taken as well.
	 * @param all whether these are all that there were, and not only those that somebody
	 * wanted
	 */
	public void elementsEnded(boolean all) {
		this.whole = all;
		this.figures.also(() -> {
			if (this.interrupted) {
				Guard.run("The end of a stream is not recorded", () -> this.outcome.takeStreamed(this.arrived));
			}
			else if (all && record().isEnded() && !this.answered) {
				takeAnswers();
			}
			tellCaller();
		});
	}

	/**
	 * Says what the provider's own answer says, where that is more than another library
	 * makes of it, which may have failed at it. It is asked for before the call ends.
	 * @param events reads it, {@code null} if it says nothing more
	 * @param arrived reads what has come of it where that is all there is
	 */
	public void answeredAs(@Nullable Supplier<@Nullable LlmResponse> events,
			@Nullable Supplier<@Nullable LlmResponse> arrived) {
		this.events = events;
		this.arrived = arrived;
	}

	/**
	 * {@return why the call fails, to be told if the provider says more than an
	 * exception}
	 */
	public SpanFailure failure() {
		return record().failure();
	}

	/**
	 * Says who passes the answer on. What is left out on the way is completed there.
	 * @param caller the call above, {@code null} if there is none
	 */
	public void answers(@Nullable ForeignSpan caller) {
		this.caller = caller;
	}

	private void tellCaller() {
		ForeignSpan above = this.caller;
		if (above != null) {
			above.outcome.completeWith(record().response().choices(), above.figures);
		}
	}

	/**
	 * What puts chunks together loses thoughts and mixes answers.
	 */
	private void takeAnswers() {
		Guard.run("The answers of a call are not recorded", () -> this.outcome.takeAnswers(this.events, this.whole));
	}

	/**
	 * Tells when the first element of the result arrived; it is nearer to the truth than
	 * when {@link #element(Object)} was called.
	 * @param nanoTime the time on the clock of {@link System#nanoTime()}
	 */
	public void firstChunkAt(long nanoTime) {
		record().timing().firstChunkAt(nanoTime);
	}

	/**
	 * {@return what was asked, to be told where}
	 */
	public SpanRequest request() {
		return record().request();
	}

	/**
	 * Takes the result of the call.
	 * @param value what it returned, {@code null} if nothing
	 * @param error what went wrong, {@code null} if nothing did
	 */
	public void completed(@Nullable Object value, @Nullable Throwable error) {
		if (record().isEnded()) {
			return;
		}
		this.figures.whileEnding(() -> {
			close(() -> this.outcome.takeValue(value, this.arrived), error, false);
			boolean all = this.whole;
			if (!this.interrupted && (all || this.events != null)) {
				this.figures.take(this::takeAnswers);
				this.answered = all;
			}
			this.outcome.complete();
		});
		tellCaller();
	}

	/**
	 * Takes what has arrived of a streamed result that did not come to its end.
	 * @param error what went wrong, {@code null} if nobody wanted the rest
	 */
	public void interrupted(@Nullable Throwable error) {
		if (record().isEnded()) {
			return;
		}
		this.figures.whileEnding(() -> {
			this.interrupted = true;
			close(() -> this.outcome.takeStreamed(this.arrived), error, error == null);
		});
	}

	private void close(Runnable takeResult, @Nullable Throwable error, boolean cancelled) {
		if (record().isEnded() || !this.ending.compareAndSet(false, true)) {
			return;
		}
		record().placement().ending(true);
		Guard.run("The result of a call is not recorded", () -> this.outcome.write(takeResult, error, cancelled));
		Guard.run("A call is not summed up", () -> new SpanClosing(this.settings).end(record()));
	}

	/**
	 * Tells whether figures may still arrive after the end, so that the span is held back
	 * for a moment.
	 * @param awaited whether there may be more
	 */
	public void awaitFigures(boolean awaited) {
		record().placement().awaitFigures(awaited);
		new SpanClosing(this.settings).sumUp(record());
	}

	/**
	 * What is told of the bill of the call. It may be told later than the end.
	 * @return where it is told
	 */
	public LateFigures figures() {
		return this.figures;
	}

	/**
	 * Tells that an attempt of the call failed, whether or not there was another one. It
	 * becomes a span below this one.
	 * @param number which attempt, from 1
	 * @param error why it failed
	 * @param start when it began
	 * @param end when it failed
	 * @param waited how long the next attempt waited, {@code null} if there was none
	 */
	public void attemptFailed(int number, Throwable error, Instant start, Instant end, @Nullable Duration waited) {
		record().attempts()
			.add(new FailedAttempt(number, error, this.settings.errors().classify(error), start, end, waited));
	}

	/**
	 * {@return where and how Braintrust shows the span, to be written on}
	 */
	public RowPlacement placement() {
		return record().placement();
	}

	/**
	 * Ends what is recorded of a span that turns out to be none of ours.
	 */
	public void discard() {
		this.discarded = true;
		record().timing().discard();
		record().ancestry().discard();
	}

	RecordedSpan recorded() {
		return this.span;
	}

	private SpanRecord record() {
		return this.span.record();
	}

}
