package dev.gai.braintrust.prompt;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves prompts from memory. Copies are looked for and Braintrust is asked on threads of
 * their own, which start with the first prompt. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ServedPrompts implements BraintrustPrompts, AutoCloseable {

	private static final int MAX_PROMPTS = 1000;

	private final Map<PromptKey, PromptEntry> entries = new ConcurrentHashMap<>();

	private final PromptCopies copies;

	private final PromptRefresh refresh;

	private final Duration timeout;

	private final UnaryOperator<BraintrustPrompt> preparation;

	/**
	 * Creates prompts. Nothing is asked for yet.
	 * @param source asks Braintrust, {@code null} where no key is configured
	 * @param copies copies that need no network
	 * @param settings how prompts are kept up to date
	 * @param changes told of new versions, on a thread of the library
	 * @param memory remembers what was rendered
	 * @param application gives the application's mapper, by which objects are written
	 * that are variables
	 */
	public ServedPrompts(@Nullable PromptSource source, PromptCopies copies, Settings settings,
			Consumer<PromptChangedEvent> changes, RenderedPrompts memory, Supplier<JsonMapper> application) {
		this.preparation = (prompt) -> prompt.rememberedBy(memory, application);
		this.copies = copies;
		this.timeout = settings.timeout();
		this.refresh = new PromptRefresh(source, copies, settings.refresh(), changes,
				(entry) -> this.entries.remove(entry.key(), entry));
	}

	@Override
	public BraintrustPrompt get(String slug, PromptVersion version) {
		PromptKey key = new PromptKey(slug.strip(), version);
		PromptEntry entry = this.entries.computeIfAbsent(key, (wanted) -> new PromptEntry(wanted, this.preparation));
		entry.asked();
		BraintrustPrompt prompt = entry.prompt();
		this.refresh.keepUpToDate(entry);
		if (prompt != null) {
			return prompt;
		}
		if (this.entries.size() > MAX_PROMPTS) {
			removeOldest();
		}
		return firstOf(entry);
	}

	private BraintrustPrompt firstOf(PromptEntry entry) {
		String reason;
		try {
			return entry.first().get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			reason = "Braintrust did not answer within " + this.timeout.toMillis() + " ms";
		}
		catch (ExecutionException ex) {
			reason = String.valueOf((ex.getCause() != null) ? ex.getCause().getMessage() : ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			reason = "the thread was interrupted";
		}
		throw new PromptNotFoundException(entry.key().slug(), "There is no prompt " + entry.key() + ": " + reason
				+ "; no copy of an earlier run; nothing at " + this.copies.fallbackLocation(entry.key()));
	}

	private void removeOldest() {
		this.entries.values()
			.stream()
			.min(Comparator.comparingLong((entry) -> entry.lastAsked() - System.nanoTime()))
			.ifPresent((oldest) -> this.entries.remove(oldest.key(), oldest));
	}

	/**
	 * What is known now, without waiting for anything.
	 * @return the status of this moment
	 */
	public PromptStatus status() {
		return this.refresh.status(this.entries.values()
			.stream()
			.map((entry) -> served(entry.key(), entry.prompt()))
			.sorted(Comparator.comparing(PromptStatus.Served::slug).thenComparing(PromptStatus.Served::requested))
			.toList());
	}

	/**
	 * What is wrong now.
	 * @return why prompts in use cannot be refreshed, {@code null} if they can, or none
	 * is in use
	 */
	public @Nullable String trouble() {
		String failure = this.refresh.status(List.of()).lastFailure();
		boolean inUse = failure != null && this.entries.values().stream().anyMatch(PromptEntry::isRefreshing);
		return inUse ? "Prompts cannot be refreshed: " + failure : null;
	}

	private static PromptStatus.Served served(PromptKey key, @Nullable BraintrustPrompt prompt) {
		return new PromptStatus.Served(key.slug(), key.version().toString(), (prompt != null) ? prompt.version() : null,
				(prompt != null) ? prompt.origin() : null);
	}

	@Override
	public void close() {
		this.refresh.close();
	}

	/**
	 * How prompts are kept up to date.
	 *
	 * @param refresh time from one look for a new version to the next, give or take a
	 * fifth
	 * @param timeout the longest time that a call waits for a prompt of which there is no
	 * copy
	 */
	public record Settings(Duration refresh, Duration timeout) {

	}

}
