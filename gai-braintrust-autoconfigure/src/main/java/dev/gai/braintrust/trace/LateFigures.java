package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanResponse;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is told of the bill of a call, also after the call has ended: then its cost
 * is estimated anew, unless the application has set it. What is told while the call ends
 * is taken once it has, so that its tokens and its cost are never those of two answers.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class LateFigures {

	private final SpanRecord record;

	private final SpanSettings settings;

	private final List<Runnable> waiting = new ArrayList<>();

	private int ends;

	LateFigures(SpanRecord record, SpanSettings settings) {
		this.record = record;
		this.settings = settings;
	}

	/**
	 * Ends the call on this thread, which waits for no other.
	 * @param end ends it
	 */
	void whileEnding(Runnable end) {
		synchronized (this) {
			this.ends++;
		}
		try {
			end.run();
		}
		finally {
			takeWaiting();
		}
	}

	private void takeWaiting() {
		while (true) {
			List<Runnable> next;
			synchronized (this) {
				if (this.ends > 1 || this.waiting.isEmpty()) {
					this.ends--;
					return;
				}
				next = List.copyOf(this.waiting);
				this.waiting.clear();
			}
			Guard.each("Figures of a call are not recorded:", next, Runnable::run);
		}
	}

	private synchronized void tell(Runnable figures) {
		if (this.ends > 0) {
			this.waiting.add(figures);
		}
		else {
			figures.run();
		}
	}

	/**
	 * Takes what the end of a stream says.
	 * @param taking takes it
	 */
	void also(Runnable taking) {
		tell(() -> take(taking));
	}

	/**
	 * Takes something, and finds out anew what may depend on it if the call has ended.
	 * @param taking takes it
	 */
	void take(Runnable taking) {
		Known before = Known.of(this.record);
		taking.run();
		if (this.record.isEnded() && !before.equals(Known.of(this.record))) {
			new SpanClosing(this.settings).again(this.record);
		}
	}

	/**
	 * Sets the tokens used, unless as much is known of them.
	 * @param usage the usage
	 */
	public void more(Usage usage) {
		tell(() -> {
			Usage known = this.record.response().usage();
			if (known == null || count(known) < count(usage)) {
				take(usage);
			}
		});
	}

	/**
	 * Sets the tokens used as the provider itself said it, unless more is known of them.
	 * What another library made of the same answer yields to it, whichever is told first.
	 * @param usage the usage
	 */
	public void ofProvider(Usage usage) {
		tell(() -> {
			Usage known = this.record.response().usage();
			if (known == null || count(known) <= count(usage)) {
				take(usage);
			}
		});
	}

	/**
	 * Tells that the provider has told all of the usage, though nobody may have waited
	 * for the rest of the answer.
	 */
	public void complete() {
		also(this.record.response().saidUsage()::end);
	}

	private void take(Usage usage) {
		take(() -> this.record.response().saidUsage().read(usage));
	}

	/**
	 * Takes what the answer says of its bill, unless that is known.
	 * @param billing what it says
	 */
	public void billed(Billing billing) {
		SpanResponse response = this.record.response();
		also(() -> response.billing(response.billing().orElse(billing)));
	}

	/** A zero may stand for a figure that is not repeated. */
	private static long count(Usage usage) {
		return Stream
			.of(usage.input(), usage.output(), usage.cachedInput(), usage.cacheWriteInput(), usage.cacheWrite5m(),
					usage.cacheWrite1h(), usage.reasoningOutput(), usage.audioInput(), usage.audioOutput(),
					usage.imageInput(), usage.imageOutput(), usage.webSearches())
			.filter((figure) -> figure != null && figure > 0)
			.count();
	}

	/** What cost and category depend on. */
	private record Known(@Nullable Usage usage, Billing billing, @Nullable String model, @Nullable String finishReason,
			boolean preliminary, @Nullable Throwable error) {

		static Known of(SpanRecord record) {
			SpanResponse response = record.response();
			return new Known(response.usage(), response.billing(), response.model(), response.finishReason(),
					response.saidUsage().isPreliminary(), record.error());
		}

	}

}
