package dev.gai.braintrust.trace;

import java.util.stream.Stream;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.trace.record.CallCost;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanResponse;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;

/**
 * Takes what is told of the bill of a call, also after the call has ended: then its cost
 * is estimated anew, unless the application has set it. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class LateFigures {

	private final SpanRecord record;

	private final SpanSettings settings;

	private volatile boolean priced;

	LateFigures(SpanRecord record, SpanSettings settings) {
		this.record = record;
		this.settings = settings;
	}

	/** Before the cost is estimated, it is known only if the application has set it. */
	void beforeEstimate() {
		this.priced = this.record.response().cost() != null;
	}

	/**
	 * Sets the tokens used, unless as much is known of them.
	 * @param usage the usage
	 */
	public void more(Usage usage) {
		Usage known = this.record.response().usage();
		if (known == null || count(known) < count(usage)) {
			take(usage);
		}
	}

	/**
	 * Sets the tokens used as the provider itself said it, unless more is known of them.
	 * What another library made of the same answer yields to it, whichever is told first.
	 * @param usage the usage
	 */
	public void ofProvider(Usage usage) {
		Usage known = this.record.response().usage();
		if (known == null || count(known) <= count(usage)) {
			take(usage);
		}
	}

	private void take(Usage usage) {
		this.record.response().usage(usage);
		if (!this.priced && this.record.isEnded()) {
			this.record.response().cost(CallCost.UNKNOWN);
			new SpanClosing(this.settings).estimateCost(this.record);
		}
	}

	/**
	 * Takes what the answer says of its bill, unless that is known.
	 * @param billing what it says
	 */
	public void billed(Billing billing) {
		SpanResponse response = this.record.response();
		Billing known = response.billing();
		response.billing(known.orElse(billing));
		if (!this.priced && this.record.isEnded() && !known.equals(response.billing())) {
			response.cost(CallCost.UNKNOWN);
			new SpanClosing(this.settings).estimateCost(this.record);
		}
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

}
