package dev.gai.braintrust.prompt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.guard.Guard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks for copies of prompts, then asks Braintrust, first at once and then again and
 * again while a prompt is in use. Copies have a thread of their own: a service that does
 * not answer delays none of them.
 */
final class PromptRefresh implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(BraintrustPrompts.class);

	/** A prompt that nobody has asked for during so many intervals is left alone. */
	private static final int IDLE_INTERVALS = 10;

	private static final long FORGET_AFTER_MS = 2000;

	private final @Nullable PromptSource source;

	private final PromptCopies copies;

	private final Duration interval;

	private final Consumer<PromptChangedEvent> changes;

	private final ScheduledThreadPoolExecutor local = DaemonThreads.timer(1, "gai-braintrust-prompt-copies");

	private final ScheduledThreadPoolExecutor remote = DaemonThreads.timer(2, "gai-braintrust-prompts");

	private final Consumer<PromptEntry> forget;

	private volatile @Nullable Instant lastSuccess;

	private volatile @Nullable String lastFailure;

	/**
	 * Creates a refresh.
	 * @param source asks Braintrust, {@code null} where no key is configured
	 * @param copies copies that need no network
	 * @param interval time from one look for a new version to the next
	 * @param changes told of new versions
	 * @param forget told of what is not to be had now, so that later calls look again
	 */
	PromptRefresh(@Nullable PromptSource source, PromptCopies copies, Duration interval,
			Consumer<PromptChangedEvent> changes, Consumer<PromptEntry> forget) {
		this.forget = forget;
		this.source = source;
		this.copies = copies;
		this.interval = interval;
		this.changes = changes;
		// What comes when the application ends is not done.
		this.local.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
		this.remote.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
	}

	/** Returns at once. */
	void keepUpToDate(PromptEntry entry) {
		boolean nothingToDo = entry.first().isCompletedExceptionally() || isFixed(entry)
				|| (this.source == null && entry.first().isDone());
		if (nothingToDo || !entry.startRefreshing()) {
			return;
		}
		if (this.remote.isShutdown()) {
			notServed(entry, "the application ends");
		}
		if (entry.prompt() != null) {
			this.remote.execute(() -> refresh(entry));
			return;
		}
		this.local.execute(() -> {
			serveCopy(entry);
			this.remote.execute(() -> refresh(entry));
		});
	}

	private void serveCopy(PromptEntry entry) {
		BraintrustPrompt copy = this.copies.find(entry.key());
		if (copy != null) {
			entry.serve(copy);
		}
	}

	private void refresh(PromptEntry entry) {
		Duration wait = this.interval;
		try {
			if (this.source != null) {
				take(entry, this.source.fetch(entry.key()));
			}
			else {
				notServed(entry, "no API key is configured (set BRAINTRUST_API_KEY)");
			}
		}
		catch (BraintrustApiException ex) {
			failed(entry, String.valueOf(ex.getMessage()));
			Duration asked = ex.retryAfter();
			wait = (asked != null && asked.compareTo(wait) > 0) ? asked : wait;
		}
		catch (InterruptedException ex) {
			return;
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			failed(entry, "what Braintrust sent cannot be used: " + ex.getMessage());
		}
		boolean idle = System.nanoTime() - entry.lastAsked() > IDLE_INTERVALS * this.interval.toNanos();
		if (idle || this.source == null || entry.prompt() == null || isFixed(entry)) {
			entry.stopRefreshing();
		}
		else {
			long jittered = (long) (wait.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
			this.remote.schedule(() -> refresh(entry), jittered, TimeUnit.MILLISECONDS);
		}
	}

	/** A certain version, once it is there, never changes. */
	private static boolean isFixed(PromptEntry entry) {
		BraintrustPrompt prompt = entry.prompt();
		return prompt != null && entry.key().version().isFixed() && prompt.origin() == PromptOrigin.BRAINTRUST;
	}

	private void take(PromptEntry entry, @Nullable JsonNode answer) {
		this.lastSuccess = Instant.now();
		if (answer == null) {
			notServed(entry, "Braintrust does not know it");
			return;
		}
		BraintrustPrompt fetched = PromptReader.read(entry.key().slug(), answer, PromptOrigin.BRAINTRUST);
		BraintrustPrompt before = entry.prompt();
		entry.serve(fetched);
		this.lastFailure = null;
		if (before == null || before.origin() != PromptOrigin.BRAINTRUST
				|| !Objects.equals(before.version(), fetched.version())) {
			this.copies.keep(entry.key(), answer);
		}
		if (before != null && !Objects.equals(before.version(), fetched.version())) {
			tell(new PromptChangedEvent(entry.key().slug(), before.version(), fetched.version()));
		}
	}

	private void tell(PromptChangedEvent event) {
		Guard.run("A listener was not told of a new version of a prompt", () -> this.changes.accept(event));
	}

	private void failed(PromptEntry entry, String reason) {
		boolean first = this.lastFailure == null;
		this.lastFailure = reason;
		if (first) {
			logger.warn("Prompt " + entry.key() + " could not be refreshed, "
					+ ((entry.prompt() != null) ? "the copy in use stays: " : "and there is no copy: ") + reason);
		}
		notServed(entry, reason);
	}

	/** Has a later call look again, but not each of a hundred calls a second. */
	private void notServed(PromptEntry entry, String reason) {
		if (entry.first().completeExceptionally(new IllegalStateException(reason))) {
			this.local.schedule(() -> this.forget.accept(entry), FORGET_AFTER_MS, TimeUnit.MILLISECONDS);
		}
	}

	PromptStatus status(List<PromptStatus.Served> prompts) {
		return new PromptStatus(prompts, this.lastSuccess, this.lastFailure);
	}

	/** Nothing is written to the disk afterwards. */
	@Override
	public void close() {
		this.local.shutdownNow();
		this.remote.shutdownNow();
		try {
			this.remote.awaitTermination(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
