package dev.gai.braintrust.prompt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A prompt that was asked for, with what is served of it.
 */
final class PromptEntry {

	private final PromptKey key;

	private final UnaryOperator<BraintrustPrompt> preparation;

	private final CompletableFuture<BraintrustPrompt> first = new CompletableFuture<>();

	private final AtomicBoolean refreshing = new AtomicBoolean();

	private volatile @Nullable BraintrustPrompt prompt;

	private volatile long lastAsked = System.nanoTime();

	/**
	 * Creates an entry without a prompt.
	 * @param preparation makes of a prompt what is served
	 */
	PromptEntry(PromptKey key, UnaryOperator<BraintrustPrompt> preparation) {
		this.key = key;
		this.preparation = preparation;
	}

	PromptKey key() {
		return this.key;
	}

	/** Completes when there is a first copy, or none is to be had. */
	CompletableFuture<BraintrustPrompt> first() {
		return this.first;
	}

	@Nullable BraintrustPrompt prompt() {
		return this.prompt;
	}

	void serve(BraintrustPrompt prompt) {
		BraintrustPrompt served = this.preparation.apply(prompt);
		this.prompt = served;
		this.first.complete(served);
	}

	void asked() {
		this.lastAsked = System.nanoTime();
	}

	long lastAsked() {
		return this.lastAsked;
	}

	/** Claims the one refresh that may be planned. */
	boolean startRefreshing() {
		return this.refreshing.compareAndSet(false, true);
	}

	boolean isRefreshing() {
		return this.refreshing.get();
	}

	void stopRefreshing() {
		this.refreshing.set(false);
	}

}
