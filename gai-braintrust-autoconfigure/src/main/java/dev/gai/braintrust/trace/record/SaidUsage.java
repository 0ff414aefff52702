package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a call, and whether the application has said it or it was read from what
 * came back. What the application says wins. Part of a {@link SpanResponse}; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SaidUsage {

	private @Nullable Usage usage;

	/** What is certain of it, where nobody waited for the rest of the answer. */
	private @Nullable Usage certain;

	private boolean cut;

	private boolean read;

	private boolean last;

	SaidUsage() {
	}

	synchronized @Nullable Usage usage() {
		return this.cut ? this.certain : this.usage;
	}

	/**
	 * Whether it was read, or was to be, and there may be more of it.
	 * @return whether more may have been used than is known
	 */
	public synchronized boolean isPreliminary() {
		return this.read && !this.last;
	}

	/**
	 * Says that what has been read is all that there will be.
	 */
	public synchronized void end() {
		this.last = true;
	}

	/** Takes what the application says. */
	synchronized void say(@Nullable Usage said) {
		this.usage = said;
		this.read = false;
		this.cut = false;
	}

	/**
	 * Takes what was read, in place of what was read before.
	 * @param found the usage, {@code null} if there is none
	 */
	public synchronized void read(@Nullable Usage found) {
		if (this.usage == null || this.read) {
			this.usage = found;
			this.read = true;
			this.cut = false;
		}
	}

	/** Takes what was read, where nothing is known. */
	synchronized void complete(@Nullable Usage found) {
		if (this.usage == null) {
			read(found);
		}
	}

	/**
	 * Takes what an answer says that had come to its end, though nobody waited for it, if
	 * that is more.
	 * @param answer the answer
	 */
	public synchronized void readAtEnd(LlmResponse answer) {
		if (answer.finishReason() != null && isPreliminary() && output(answer.usage()) > output(this.usage)) {
			read(answer.usage());
		}
	}

	private static long output(@Nullable Usage usage) {
		return (usage != null && usage.output() != null) ? usage.output() : 0;
	}

	/** Shows only what is certain of what was read. */
	synchronized void cut(@Nullable Usage certain) {
		this.certain = certain;
		this.cut = true;
	}

	/** Shows all that was read. */
	synchronized void uncut() {
		this.cut = false;
	}

}
