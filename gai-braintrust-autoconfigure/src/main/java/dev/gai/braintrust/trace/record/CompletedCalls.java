package dev.gai.braintrust.trace.record;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.CallLabels;
import dev.gai.braintrust.usage.CompletedCall;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each request to a model that is over what can be summed up: no content, and no
 * spans that only wrap requests. One that was refused was none. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class CompletedCalls implements CallListener {

	private static final String COST_CENTER = "cost.center";

	private final List<Consumer<CompletedCall>> receivers;

	private final List<Consumer<CompletedCall>> spenders;

	private final List<Consumer<CompletedCall>> judgesSpenders;

	private final InstantSource clock;

	/**
	 * Creates a listener.
	 * @param receivers are given each call, on the thread that ends it, so they must be
	 * quick
	 * @param clock tells the time
	 */
	public CompletedCalls(List<Consumer<CompletedCall>> receivers, InstantSource clock) {
		this(receivers, List.of(), clock);
	}

	/**
	 * Creates a listener.
	 * @param receivers are given each call, on the thread that ends it, so they must be
	 * quick
	 * @param spenders are given each call, too; where its cost is not known since it was
	 * cancelled, with what it presumably cost
	 * @param clock tells the time
	 */
	public CompletedCalls(List<Consumer<CompletedCall>> receivers, List<Consumer<CompletedCall>> spenders,
			InstantSource clock) {
		this(receivers, spenders, spenders, clock);
	}

	/**
	 * Creates a listener that counts the calls of judges apart.
	 * @param receivers told of every call
	 * @param spenders told what a call costs, or is presumed to
	 * @param judgesSpenders told instead of them where a judge calls
	 * @param clock says when a call has ended
	 */
	public CompletedCalls(List<Consumer<CompletedCall>> receivers, List<Consumer<CompletedCall>> spenders,
			List<Consumer<CompletedCall>> judgesSpenders, InstantSource clock) {
		this.receivers = List.copyOf(receivers);
		this.spenders = List.copyOf(spenders);
		this.judgesSpenders = List.copyOf(judgesSpenders);
		this.clock = clock;
	}

	@Override
	public void ended(SpanRecord record) {
		if (record.billable() && !record.response().refused()) {
			Instant now = this.clock.instant();
			CompletedCall call = call(record, record.response().cost(), now);
			BigDecimal presumed = record.response().presumedCost();
			CompletedCall spent = (presumed != null) ? call(record, presumed, now) : call;
			boolean judges = record.labels().purpose() != null;
			Guard.each("A call could not be counted by", judges ? this.judgesSpenders : this.spenders,
					(spender) -> spender.accept(spent));
			Guard.each("A call could not be counted by", this.receivers, (receiver) -> receiver.accept(call));
		}
	}

	/**
	 * What a call can be told apart by before it is made.
	 * @param record the call
	 * @return its labels
	 */
	public static CallLabels labels(SpanRecord record) {
		Map<String, Object> metadata = record.labels().effectiveMetadata();
		return new CallLabels(record.request().provider(), model(record), costCenter(metadata), metadata);
	}

	private CompletedCall call(SpanRecord record, @Nullable BigDecimal cost, Instant endedAt) {
		CallLabels labels = labels(record);
		SpanResponse response = record.response();
		ErrorClassification error = record.errorClassification();
		return new CompletedCall(labels.provider(), labels.model(), response.model(), record.operation(),
				response.usage(), cost, response.costUnavailable(), endedAt,
				Objects.requireNonNullElse(record.duration(), Duration.ZERO), record.timing().timeToFirstChunk(),
				record.attempts().retries(error != null), (error != null) ? error.category().value() : null,
				record.failure().cancelled(), labels.costCenter(), labels.metadata(), record.traceId(),
				record.spanId());
	}

	private static @Nullable String model(SpanRecord record) {
		String requested = record.request().model();
		return (requested != null) ? requested : record.response().model();
	}

	private static @Nullable String costCenter(Map<String, Object> metadata) {
		Object center = metadata.get(COST_CENTER);
		return (center != null) ? center.toString() : null;
	}

}
