package dev.gai.braintrust.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.trace.record.CallCost;
import dev.gai.braintrust.trace.record.FailedAttempt;
import dev.gai.braintrust.trace.record.SharedText;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanResponse;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
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

	private final AtomicBoolean ending = new AtomicBoolean();

	private volatile boolean priced;

	private volatile boolean discarded;

	private volatile boolean interrupted;

	private volatile boolean whole;

	private volatile @Nullable Supplier<@Nullable LlmResponse> events;

	ForeignSpan(RecordedSpan span, SpanSettings settings) {
		this.span = span;
		this.settings = settings;
		this.outcome = new SpanOutcome(span, settings);
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
			record().place().ending(false);
			// Not before: those above are shown to last until now.
			if (!this.discarded) {
				Guard.run("A call is not summed up", () -> new SpanClosing(this.settings).settle(record()));
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
	 * The elements that have arrived.
	 * @return a copy
	 */
	public List<Object> elements() {
		return this.outcome.elements();
	}

	/**
	 * Tells that all elements have arrived; it may be told later than the end. What came
	 * after a stream was interrupted is taken as well.
	 */
	public void elementsEnded() {
		this.whole = true;
		if (this.interrupted) {
			Guard.run("The end of a stream is not recorded", this.outcome::takeStreamed);
		}
		else if (record().isEnded()) {
			takeAnswers();
		}
	}

	/**
	 * Says what the provider's own events say that the answer is. It is asked for if
	 * nothing nearer is known, before the call ends.
	 * @param events reads the events, {@code null} if they say nothing more
	 */
	public void answeredAs(Supplier<@Nullable LlmResponse> events) {
		this.events = events;
	}

	/**
	 * What puts chunks together loses thoughts and mixes answers.
	 */
	private void takeAnswers() {
		Guard.run("The answers of a stream are not recorded",
				() -> this.outcome.takeAnswers(this.outcome.hasElements() ? null : this.events));
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
	 * Tells where the model was asked.
	 * @param host the host
	 */
	public void server(ServerAddress host) {
		record().request().server(host);
	}

	/**
	 * Tells where the model is asked as far as can be seen from its client.
	 * @param host the host, {@code null} if that cannot be seen
	 */
	public void presumeServer(@Nullable ServerAddress host) {
		record().request().presumeServer(host);
	}

	/**
	 * Takes the result of the call.
	 * @param value what it returned, {@code null} if nothing
	 * @param error what went wrong, {@code null} if nothing did
	 */
	public void completed(@Nullable Object value, @Nullable Throwable error) {
		close(() -> this.outcome.takeValue(value), error, false);
		if (!this.interrupted && (this.whole || this.events != null)) {
			takeAnswers();
		}
	}

	/**
	 * Takes what has arrived of a streamed result that did not come to its end.
	 * @param error what went wrong, {@code null} if nobody wanted the rest
	 */
	public void interrupted(@Nullable Throwable error) {
		this.interrupted = true;
		close(() -> this.outcome.takeStreamed(this.events), error, error == null);
	}

	private void close(Runnable takeResult, @Nullable Throwable error, boolean cancelled) {
		if (record().isEnded() || !this.ending.compareAndSet(false, true)) {
			return;
		}
		record().place().ending(true);
		Guard.run("The result of a call is not recorded", () -> this.outcome.write(takeResult, error, cancelled));
		this.priced = record().response().cost() != null;
		Guard.run("A call is not summed up", () -> new SpanClosing(this.settings).end(record()));
	}

	/**
	 * Tells whether figures may still arrive after the end, so that the span is held back
	 * for a moment.
	 * @param awaited whether there may be more
	 */
	public void awaitFigures(boolean awaited) {
		record().place().awaitFigures(awaited);
		new SpanClosing(this.settings).settle(record());
	}

	/**
	 * Sets the tokens used, unless as much is known of them. It may be told later than
	 * the end.
	 * @param usage the usage
	 */
	public void moreUsage(Usage usage) {
		Usage known = record().response().usage();
		if (known == null || figures(known) < figures(usage)) {
			take(usage);
		}
	}

	/**
	 * Sets the tokens used as the provider itself said it, unless more is known of them.
	 * What another library made of the same answer yields to it, whichever is told first.
	 * @param usage the usage
	 */
	public void providersUsage(Usage usage) {
		Usage known = record().response().usage();
		if (known == null || figures(known) <= figures(usage)) {
			take(usage);
		}
	}

	private void take(Usage usage) {
		record().response().usage(usage);
		if (!this.priced && record().isEnded()) {
			record().response().cost(CallCost.UNKNOWN);
			new SpanClosing(this.settings).estimateCost(record());
		}
	}

	/**
	 * Takes what the answer says of its bill, unless that is known. It may be told later
	 * than the end.
	 * @param billing what it says
	 */
	public void billed(Billing billing) {
		SpanResponse response = record().response();
		Billing known = response.billing();
		response.billing(known.orElse(billing));
		if (!this.priced && record().isEnded() && !known.equals(response.billing())) {
			response.cost(CallCost.UNKNOWN);
			new SpanClosing(this.settings).estimateCost(record());
		}
	}

	/** A zero may stand for a figure that is not repeated. */
	private static long figures(Usage usage) {
		return Stream
			.of(usage.input(), usage.output(), usage.cachedInput(), usage.cacheWriteInput(), usage.cacheWrite5m(),
					usage.cacheWrite1h(), usage.reasoningOutput(), usage.audioInput(), usage.audioOutput(),
					usage.imageInput(), usage.imageOutput(), usage.webSearches())
			.filter((figure) -> figure != null && figure > 0)
			.count();
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
	 * Says whether Braintrust does not get to see the span. Its children then hang on the
	 * span above it.
	 * @param leftOut whether it is left out
	 */
	public void leaveOut(boolean leftOut) {
		record().place().leaveOut(leftOut);
	}

	/**
	 * Says that in Braintrust the span lasts longer than it did for the other library,
	 * because of what belongs to it.
	 * @param end when that ended
	 */
	public void lastsUntil(Instant end) {
		record().place().lastsUntil(end);
	}

	/**
	 * Ends what is recorded of a span that turns out to be none of ours.
	 */
	public void discard() {
		this.discarded = true;
		record().timing().discard();
		record().lineage().discard();
	}

	RecordedSpan recorded() {
		return this.span;
	}

	private SpanRecord record() {
		return this.span.record();
	}

}
