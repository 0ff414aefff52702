package dev.gai.braintrust.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.trace.record.AttemptRecorder;
import dev.gai.braintrust.trace.record.FailedAttempt;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A span that has been started and must be ended, by {@link #completed(Object)},
 * {@link #failed(Throwable)} or {@link #cancelled()}; the first of them counts.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ActiveSpan implements TrackedCall {

	private final Observation observation;

	private final RecordedSpan span;

	private final SpanSettings settings;

	private final ObservationKeys keys;

	private final SpanOutcome outcome;

	/** What ends the span where it is not this one who started it. */
	private final @Nullable Runnable leaving;

	private final AtomicBoolean ending = new AtomicBoolean();

	private volatile @Nullable Supplier<@Nullable LlmResponse> sent;

	ActiveSpan(Observation observation, RecordedSpan span, SpanSettings settings, ObservationKeys keys) {
		this(observation, span, settings, keys, null);
	}

	ActiveSpan(Observation observation, RecordedSpan span, SpanSettings settings, ObservationKeys keys,
			@Nullable Runnable leaving) {
		this.observation = observation;
		this.span = span;
		this.settings = settings;
		this.keys = keys;
		this.outcome = new SpanOutcome(span, settings);
		this.leaving = leaving;
	}

	/**
	 * The span, to write on.
	 * @return the span
	 */
	public GenAiSpan span() {
		return this.span;
	}

	/**
	 * Whether somebody has said of what the call failed.
	 * @return whether an error is recorded
	 */
	public boolean hasFailed() {
		return record().error() != null;
	}

	/**
	 * Says which row in Braintrust the span is about.
	 * @param origin {@code object_type}, {@code object_id}, {@code id} and so on: ids and
	 * times, no content
	 */
	public void origin(Map<String, Object> origin) {
		record().labels().origin(origin);
	}

	/**
	 * Tells that an attempt of the call failed, whether or not there will be another one.
	 * It becomes a span below this one.
	 * @param number which attempt, from 1
	 * @param error why it failed
	 * @param start when it began
	 * @param end when it failed
	 * @param waited how long the next attempt waits, {@code null} if there is none
	 */
	public void attemptFailed(int number, Throwable error, Instant start, Instant end, @Nullable Duration waited) {
		attempts().attemptFailed(number, error, this.settings.errors().classify(error), start, end, waited, false);
	}

	/**
	 * The attempts of the call.
	 * @return where they are told
	 */
	public AttemptRecorder attempts() {
		return new AttemptRecorder(record(), this.settings.errors());
	}

	/**
	 * Tells where the model is asked as far as can be seen from its client.
	 * @param host the host, {@code null} if that cannot be seen
	 */
	public void presumeServer(@Nullable ServerAddress host) {
		record().request().presumeServer(host);
	}

	/**
	 * Says when that was for which the span was made, where it is over.
	 * @param start when it began
	 * @param end when it was over
	 */
	public void shownBetween(Instant start, Instant end) {
		record().placement().times().between(start, end);
	}

	/**
	 * What a stream has brought so far.
	 * @return the text joined, or a list of elements; {@code null} if nothing has arrived
	 */
	public @Nullable Object streamed() {
		return this.outcome.streamed();
	}

	@Override
	public Observation observation() {
		return this.observation;
	}

	/**
	 * Tells that content has arrived that is not taken as an element: thoughts, or the
	 * call of a tool.
	 */
	public void firstContent() {
		if (!this.ending.get() && !record().isEnded()) {
			this.outcome.firstContent();
		}
	}

	/**
	 * Tells what the model thought, as far as it has arrived.
	 * @param thought the next piece of it
	 */
	public void thought(String thought) {
		if (!this.ending.get() && !record().isEnded()) {
			this.outcome.thought(thought);
		}
	}

	@Override
	public void element(Object element) {
		if (!this.ending.get() && !record().isEnded()) {
			this.outcome.element(element);
		}
	}

	@Override
	public void completed() {
		end(this.outcome::takeStreamed, null, false);
	}

	@Override
	public void completed(@Nullable Object value) {
		end(() -> this.outcome.takeValue(value), null, false);
	}

	/**
	 * Takes the result of the call, and what the provider itself has answered.
	 * @param value the result
	 * @param sent reads the answer
	 */
	public void completed(@Nullable Object value, Supplier<@Nullable LlmResponse> sent) {
		end(() -> {
			LlmResponse said = answered(sent);
			this.outcome.takeValue(value, () -> said);
			this.outcome.takeAnswers(() -> said, true);
			complete(said);
		}, null, false);
	}

	@Override
	public void failed(Throwable error) {
		end(this::takeUnfinished, error, false);
	}

	@Override
	public void cancelled() {
		end(this::takeUnfinished, null, true);
	}

	/**
	 * Says what the provider itself has answered, where the call fails or is left.
	 * @param sent reads what has come
	 */
	public void unfinishedAnswer(Supplier<@Nullable LlmResponse> sent) {
		this.sent = sent;
	}

	@Override
	public void postponed() {
		record().ancestry().postpone();
	}

	@Override
	public void askedFor() {
		record().ancestry().resume();
		if (!record().ancestry().hasChildren()) {
			record().timing().restart();
			record().placement().times().startsAt(Instant.now());
		}
	}

	@Override
	public void unused() {
		record().ancestry().resume();
		record().standing().beNone();
		record().placement().leaveOut(!record().ancestry().hasChildren());
		end(() -> {
		}, null, false);
	}

	@Override
	public void repeated(Throwable failure) {
		List<FailedAttempt> told = record().attempts().failed();
		if (told.isEmpty() || told.get(told.size() - 1).error() != failure) {
			attempts().attemptFailed(failure, null, false);
		}
	}

	private void takeUnfinished() {
		LlmResponse said = answered(this.sent);
		this.outcome.takeStreamed(() -> said);
		complete(said);
	}

	private void complete(@Nullable LlmResponse said) {
		if (said != null) {
			record().response().fillFrom(said, false);
		}
	}

	private @Nullable LlmResponse answered(@Nullable Supplier<@Nullable LlmResponse> sent) {
		LlmResponse said = (sent != null) ? sent.get() : null;
		record().failure().answeredWith((said != null) ? said.error() : null);
		return said;
	}

	SpanRecord record() {
		return this.span.record();
	}

	/**
	 * Ends the span. Whatever goes wrong with what it says, it ends.
	 */
	private void end(Runnable takeResult, @Nullable Throwable error, boolean cancelled) {
		SpanRecord record = record();
		if (record.isEnded() || !this.ending.compareAndSet(false, true)) {
			return;
		}
		Guard.run("The result of a call is not recorded", () -> this.outcome.write(takeResult, error, cancelled));
		if (this.leaving != null) {
			Guard.run("The result of a call is not recorded", this.leaving);
			return;
		}
		Guard.run("A call is not summed up", () -> new SpanClosing(this.settings).close(record));
		stop(record);
	}

	private void stop(SpanRecord record) {
		Guard.run("An observation has no key values",
				() -> this.observation.lowCardinalityKeyValues(this.keys.of(record)));
		Throwable recorded = record.error();
		if (recorded != null) {
			Guard.run("An observation has no error", () -> this.observation.error(recorded));
		}
		Guard.run("An observation handler or filter failed at the end of a span", this.observation::stop);
		if (this.observation.getContext() instanceof GenAiObservationContext context) {
			Guard.run("A span could not be ended", context::endSpan);
		}
	}

}
