package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a call, and whether the application has said it or it was read from what
 * came back. What the application says wins. Thread-safe.
 */
final class SaidUsage {

	private @Nullable Usage usage;

	/** What is right of it, where nobody waited for the rest of the answer. */
	private @Nullable Usage part;

	private boolean cut;

	private boolean read;

	private boolean last;

	synchronized @Nullable Usage usage() {
		return this.cut ? this.part : this.usage;
	}

	/** Whether it was read, or was to be, and there may be more of it. */
	synchronized boolean isPreliminary() {
		return this.read && !this.last;
	}

	/** Says that what is read is all that there will be. */
	synchronized void end() {
		this.last = true;
	}

	/** Takes what the application says. */
	synchronized void say(@Nullable Usage said) {
		this.usage = said;
		this.read = false;
		this.cut = false;
	}

	/** Takes what was read, in place of what was read before. */
	synchronized void read(@Nullable Usage found) {
		if (this.usage == null || this.read) {
			this.usage = found;
			this.read = true;
			this.cut = false;
		}
	}

	/** Takes what was read, where less is known. */
	synchronized void complete(@Nullable Usage found, boolean finished) {
		if (this.usage == null || (finished && isPreliminary() && outputOf(found) > outputOf(this.usage))) {
			read(found);
		}
	}

	private static long outputOf(@Nullable Usage usage) {
		return (usage != null && usage.output() != null) ? usage.output() : 0;
	}

	/** Shows only a part of what was read. */
	synchronized void cut(@Nullable Usage known) {
		this.part = known;
		this.cut = true;
	}

	/** Shows all that was read. */
	synchronized void uncut() {
		this.cut = false;
	}

}
