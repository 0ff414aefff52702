package dev.gai.braintrust.delivery;

import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Books the answers: counts, remembers and says in the log what an operator must know, on
 * a change and then at most once a minute.
 */
final class DeliveryLedger {

	private static final Log logger = LogFactory.getLog(SpanSender.class);

	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	private final ExportCounters counters;

	private final ExportOutcomes outcomes;

	private final Destination destination;

	private boolean interrupted;

	private long rejectionLoggedNanos = System.nanoTime() - MINUTE;

	private long failureLoggedNanos = System.nanoTime() - MINUTE;

	DeliveryLedger(ExportCounters counters, ExportOutcomes outcomes, Destination destination) {
		this.counters = counters;
		this.outcomes = outcomes;
		this.destination = destination;
	}

	/**
	 * Whether the last request was accepted.
	 */
	boolean isFlowing() {
		return this.outcomes.lastSuccess() != null && this.outcomes.failuresInARow() == 0;
	}

	void accepted(Answer answer, int spans) {
		long rejected = Math.min(answer.rejectedSpans(), spans);
		this.counters.delivered(spans - rejected);
		this.counters.droppedFromLog(DropReason.REJECTED, rejected);
		int failures = this.outcomes.failuresInARow();
		this.outcomes.succeeded();
		if (this.interrupted) {
			this.interrupted = false;
			logger.info("Spans are delivered again to " + this.destination.tracesUrl() + " after " + failures
					+ " failed requests");
		}
		if (rejected > 0) {
			logRejection(rejected + " of " + spans + " spans were not stored", answer);
		}
		this.outcomes.ended(answer);
	}

	/**
	 * A request was refused and will be sent again in halves.
	 */
	void halved(Answer answer) {
		this.outcomes.ended(answer);
	}

	void refused(Answer answer) {
		boolean tooLarge = answer.failure() == FailureCategory.TOO_LARGE;
		this.counters.droppedFromLog(tooLarge ? DropReason.TOO_LARGE : DropReason.REJECTED, 1);
		remember(answer);
		logRejection("A span was refused and is dropped", answer);
		this.outcomes.ended(answer);
	}

	/**
	 * A request failed and will be repeated.
	 * @param answer the answer
	 * @return failures in a row
	 */
	int failed(Answer answer) {
		remember(answer);
		int failures = this.outcomes.failuresInARow();
		long now = System.nanoTime();
		if (!this.interrupted || now - this.failureLoggedNanos >= MINUTE) {
			this.interrupted = true;
			this.failureLoggedNanos = now;
			logger.warn("Spans could not be delivered to " + this.destination.tracesUrl() + " and are kept (failure "
					+ failures + " in a row): " + describe(answer) + advice(answer));
		}
		this.outcomes.ended(answer);
		return failures;
	}

	/**
	 * What helps where no number of attempts does.
	 */
	private static String advice(Answer answer) {
		FailureCategory category = answer.failure();
		return (category == null) ? "" : switch (category) {
			case UNAUTHORIZED -> (answer.httpStatus() == 403)
					? ". The key may not write there: check its permissions, and gai.braintrust.project-name, "
							+ "gai.braintrust.project-id or gai.braintrust.parent"
					: ". The key is not accepted: set the environment variable BRAINTRUST_API_KEY or the property "
							+ "gai.braintrust.api-key to a valid one, and gai.braintrust.api-url to the address of the "
							+ "region or installation that it belongs to";
			case WRONG_ENDPOINT ->
				". No traces are received there: check gai.braintrust.api-url and gai.braintrust.traces-path";
			case PROXY_AUTHENTICATION -> ". A proxy asks for a user name and a password";
			default -> "";
		};
	}

	private void remember(Answer answer) {
		FailureCategory category = answer.failure();
		if (category != null) {
			this.outcomes.failed(category, answer.httpStatus(), answer.message());
		}
	}

	private void logRejection(String what, Answer answer) {
		long now = System.nanoTime();
		if (now - this.rejectionLoggedNanos >= MINUTE) {
			this.rejectionLoggedNanos = now;
			logger.warn(what + " by " + this.destination.tracesUrl() + ": " + describe(answer));
		}
	}

	private static String describe(Answer answer) {
		FailureCategory category = answer.failure();
		String status = (answer.httpStatus() > 0) ? "HTTP " + answer.httpStatus() + " " : "";
		String reason = (category != null) ? category.key() : "partial success";
		return status + reason + (answer.message().isEmpty() ? "" : ", \"" + answer.message() + "\"");
	}

}
