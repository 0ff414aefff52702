package dev.gai.braintrust.springai.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.BoundedMap;
import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Brings exchanges and requests together. A request that is made on the thread of its
 * caller is known by what is current there. One that is not, as streams are, is known at
 * its end: by the id of the answer, or by its error. Bounded and thread-safe.
 *
 * @since 0.1.0
 */
public final class HttpExchanges {

	private static final int MAX_ENDED = 2000;

	/** The observation of a request to a model. */
	private static final String MODEL = "gen_ai.client.operation";

	private final UnclaimedAnswers answers = new UnclaimedAnswers();

	private final BoundedMap<Object, HttpAttempt> failures = new BoundedMap<>(MAX_ENDED);

	private final UnclaimedAttempts attempts = new UnclaimedAttempts();

	private final OpenAnswers open = new OpenAnswers();

	/**
	 * Creates an empty book.
	 */
	public HttpExchanges() {
	}

	/**
	 * Tells that an attempt failed.
	 * @param attempt the attempt
	 * @param mark what its error will be known by
	 * @param registry knows what is current
	 */
	void failed(HttpAttempt attempt, Object mark, ObservationRegistry registry) {
		Observation.Context request = CurrentRequest.context(registry);
		if (request != null) {
			request.computeIfAbsent(FailedRequests.class, (key) -> new FailedRequests()).add(attempt);
		}
		else {
			this.attempts.add(attempt);
			this.failures.put(mark, attempt);
		}
	}

	/**
	 * Tells that a request has been answered.
	 * @param server where
	 * @param registry knows what is current
	 */
	void succeeded(ServerAddress server, ObservationRegistry registry) {
		Observation.Context request = CurrentRequest.context(registry);
		ForeignSpan span = (request != null) ? request.get(ForeignSpan.class) : null;
		if (span != null) {
			Hosts.name(server, span);
		}
	}

	/**
	 * Tells of a whole answer, which may be an error, and may say more than Spring AI
	 * passes on.
	 * @param json the answer
	 * @param registry knows what is current
	 */
	void answered(String json, ObservationRegistry registry) {
		Observation.Context request = CurrentRequest.context(registry);
		ForeignSpan span = (request != null) ? request.get(ForeignSpan.class) : null;
		if (request == null || span == null) {
			return;
		}
		span.failure().answeredWith(AnsweredError.of(json));
		if (MODEL.equals(request.getName())) {
			span.answeredAs(WholeAnswer.of(json), WholeAnswer.arrived(json));
			Usage used = WholeAnswer.usedForNothing(json);
			if (used != null) {
				span.figures().ofProvider(used);
			}
		}
		Billing billing = AnsweredTier.of(json);
		if (!billing.equals(Billing.UNKNOWN)) {
			span.figures().billed(billing);
		}
	}

	/**
	 * Tells of a streamed answer whose id has come.
	 * @param id id of the answer
	 * @param answer reads its events
	 */
	void answered(String id, AnswerEvents answer) {
		this.answers.add(id, answer);
	}

	OpenAnswers open() {
		return this.open;
	}

	/**
	 * Tells a request that was cancelled or has failed, and of whose answer nothing is
	 * known, what was seen of it, if no other asked the same.
	 * @param since when it began
	 * @param question what was asked, as it stands in JSON
	 * @param error why it failed, {@code null} if it was cancelled
	 * @param span takes what was seen
	 */
	public void assignPart(Instant since, String question, @Nullable Throwable error, ForeignSpan span) {
		AnswerEvents answer = (error != null) ? this.open.takeFailed(since, question) : this.open.take(since, question);
		if (answer != null) {
			this.answers.forget(answer);
			take(answer.soFar(), error, span);
		}
	}

	/**
	 * Tells a request that fails how the provider has answered, if that is an error.
	 * @param since when it began
	 * @param question what was asked, as it stands in JSON
	 * @param span takes what was seen
	 */
	public void tellError(Instant since, String question, ForeignSpan span) {
		AnswerEvents answer = this.open.failed(since, question);
		if (answer != null && answer.error() != null) {
			span.failure().answeredWith(answer.error());
		}
	}

	/**
	 * Tells a request that has ended what was seen of it.
	 * @param context context of its observation
	 * @param span takes what was seen
	 */
	public void assign(Observation.Context context, ForeignSpan span) {
		assign(context, null, false, null, () -> null, span);
	}

	/**
	 * Tells a request that has ended what was seen of it.
	 * @param context context of its observation
	 * @param answerId id of the answer, if it was streamed and has one
	 * @param whole whether all of the answer was taken
	 * @param since when the request began, or a little before, {@code null} if that is
	 * not known
	 * @param question what was asked, as it stands in JSON
	 * @param span takes what was seen
	 */
	public void assign(Observation.Context context, @Nullable String answerId, boolean whole, @Nullable Instant since,
			Supplier<@Nullable String> question, ForeignSpan span) {
		Throwable error = context.getError();
		FailedRequests own = context.get(FailedRequests.class);
		if (own != null) {
			FailedRequests.tell(own.all(), error, span);
		}
		AnswerEvents answer = (answerId != null) ? this.answers.take(answerId, whole, since, question) : null;
		if (answer != null) {
			this.open.end(answer);
			take(answer.soFar(), error, span);
		}
		else if (error != null && own == null) {
			assignFailure(error, span);
		}
	}

	private void take(StreamedAnswer answer, @Nullable Throwable error, ForeignSpan span) {
		Hosts.name(answer.attempt().server(), span);
		span.failure().answeredWith(answer.error());
		if (answer.firstContentNanos() != 0) {
			span.firstChunkAt(answer.firstContentNanos());
		}
		span.figures().billed(answer.billing());
		AnswerLines lines = answer.lines().get();
		if (lines != null) {
			span.answeredAs(lines::read, lines::readPart);
		}
		if (answer.usage() != null) {
			span.figures().ofProvider(answer.usage());
			if (answer.whole()) {
				span.figures().complete();
			}
		}
		FailedRequests.tell(this.attempts.takeBefore(answer.attempt()), error, span);
	}

	private void assignFailure(Throwable error, ForeignSpan span) {
		for (Object mark : FailureMarks.of(error)) {
			HttpAttempt last = this.failures.remove(mark);
			if (last != null) {
				this.attempts.take(last);
				List<HttpAttempt> all = new ArrayList<>(this.attempts.takeBefore(last));
				all.add(last);
				FailedRequests.tell(all, error, span);
				return;
			}
		}
	}

}
