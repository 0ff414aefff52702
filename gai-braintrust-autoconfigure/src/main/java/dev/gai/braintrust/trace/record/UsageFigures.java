package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a call, and whether the application has said it or it was read from what
 * came back. What the application says wins. Thread-safe.
 */
final class UsageFigures {

	private @Nullable Usage usage;

	private boolean read;

	synchronized @Nullable Usage usage() {
		return this.usage;
	}

	/** Whether it was read, or was to be. */
	synchronized boolean isRead() {
		return this.read;
	}

	/** Takes what the application says. */
	synchronized void say(@Nullable Usage said) {
		this.usage = said;
		this.read = false;
	}

	/** Takes what was read, in place of what was read before. */
	synchronized void read(@Nullable Usage found) {
		if (this.usage == null || this.read) {
			this.usage = found;
			this.read = true;
		}
	}

	/** Takes what was read, where nothing is known. */
	synchronized void complete(@Nullable Usage found) {
		if (this.usage == null) {
			read(found);
		}
	}

}
