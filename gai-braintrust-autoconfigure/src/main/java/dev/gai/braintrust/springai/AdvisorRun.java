package dev.gai.braintrust.springai;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;

/**
 * What is seen of one run of an advisor: when it began, when and with what it called the
 * next one, and what that returned. In a stream the threads differ, and the next one may
 * be told to be over after this one. Thread-safe.
 */
final class AdvisorRun {

	/** Less is no work. */
	private static final Duration NOTHING = Duration.ofMillis(1);

	private final AdvisorObservationContext context;

	private final Instant began = Instant.now();

	private final AtomicBoolean told = new AtomicBoolean();

	private @Nullable Instant passedOn;

	private @Nullable AdvisorObservationContext first;

	private @Nullable AdvisorObservationContext last;

	private @Nullable Instant returned;

	AdvisorRun(AdvisorObservationContext context) {
		this.context = context;
	}

	AdvisorObservationContext context() {
		return this.context;
	}

	/**
	 * Tells that its end is told to others.
	 * @return whether it was not before
	 */
	boolean tell() {
		return this.told.compareAndSet(false, true);
	}

	synchronized void passedOnTo(AdvisorObservationContext next) {
		if (this.first == null) {
			this.first = next;
			this.passedOn = Instant.now();
		}
		this.last = next;
		this.returned = null;
	}

	synchronized void returned() {
		this.returned = Instant.now();
	}

	Instant began() {
		return this.began;
	}

	/**
	 * When it first called the next advisor.
	 * @return the time, {@code null} if it did not
	 */
	synchronized @Nullable Instant passedOn() {
		return this.passedOn;
	}

	/**
	 * When the next advisor was over.
	 * @param now the time now
	 * @return the time; now if that was not told yet
	 */
	synchronized Instant returned(Instant now) {
		return (this.returned != null) ? this.returned : now;
	}

	/**
	 * What it first called the next advisor with.
	 * @return the request, {@code null} if it did not
	 */
	synchronized @Nullable ChatClientRequest request() {
		return (this.first != null) ? this.first.getChatClientRequest() : null;
	}

	/**
	 * What it got from the next advisor at last.
	 * @return the answer, {@code null} if there was none
	 */
	synchronized @Nullable ChatClientResponse got() {
		return (this.last != null) ? this.last.getChatClientResponse() : null;
	}

	/**
	 * What it gave to the advisor before it.
	 * @return the answer, {@code null} if there was none
	 */
	@Nullable ChatClientResponse gave() {
		return this.context.getChatClientResponse();
	}

	/**
	 * What it failed with by itself.
	 * @return the error, {@code null} if there is none or it comes from the next advisor
	 */
	synchronized @Nullable Throwable ownError() {
		boolean below = this.last != null && this.last.getError() != null;
		return below ? null : this.context.getError();
	}

	/**
	 * Whether its work is presumably with the answer.
	 * @param now the time now
	 * @return whether it took longer after the next advisor than before it
	 */
	synchronized boolean isLongerAfter(Instant now) {
		Instant from = this.returned;
		Instant until = this.passedOn;
		if (from == null || until == null) {
			return false;
		}
		Duration after = Duration.between(from, now);
		return after.compareTo(NOTHING) > 0 && after.compareTo(Duration.between(this.began, until)) > 0;
	}

}
