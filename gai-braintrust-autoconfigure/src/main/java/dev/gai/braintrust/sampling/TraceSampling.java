package dev.gai.braintrust.sampling;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Decides which traces are sent. The ratio and its rules compare a share with the trace
 * id, so the traces of a smaller share are among those of a larger one, in every service
 * that does the same. A trace that every share which may still apply keeps is kept at
 * once; any other is undecided until it has ended, and kept when a keeper says so.
 * Immutable.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceSampling {

	private final TraceRatio ratio;

	private final List<RuleMatcher> rules;

	private final List<TraceKeeper> keepers;

	private final UnaryOperator<String> share;

	/**
	 * Creates the sampling of an application that believes the ids of traces.
	 * @param ratio share of traces that are kept, from 0 to 1
	 * @param rules shares of some traces, the first one that fits counts
	 * @param keepers keep traces all the same
	 * @throws IllegalArgumentException if a share is not a number from 0 to 1, or a rule
	 * names nothing
	 */
	public TraceSampling(double ratio, List<SamplingRule> rules, List<TraceKeeper> keepers) {
		this(ratio, rules, keepers, null);
	}

	/**
	 * Creates the sampling of an application.
	 * @param ratio share of traces that are kept, from 0 to 1
	 * @param rules shares of some traces, the first one that fits counts
	 * @param keepers keep traces all the same
	 * @param secret mixed into the ids of traces, which a caller may have chosen,
	 * {@code null} to believe them
	 * @throws IllegalArgumentException if a share is not a number from 0 to 1, or a rule
	 * names nothing
	 */
	public TraceSampling(double ratio, List<SamplingRule> rules, List<TraceKeeper> keepers,
			@Nullable SamplingSecret secret) {
		this.ratio = new TraceRatio(ratio);
		this.rules = rules.stream().map(RuleMatcher::of).toList();
		this.keepers = List.copyOf(keepers);
		boolean idMatters = !rules.isEmpty() || (ratio > 0 && ratio < 1);
		this.share = (secret != null && idMatters) ? secret::share : UnaryOperator.identity();
	}

	/**
	 * What can be said of a trace of which nothing but its id is known.
	 * @param traceId id of the trace
	 * @return the decision
	 */
	public TraceDecision atStart(String traceId) {
		String share = this.share.apply(traceId);
		if (isKeptInAnyCase(share, TraceFacts.NO_RULE)) {
			return TraceDecision.KEPT;
		}
		boolean hopeless = this.keepers.isEmpty() && !mayBeKept(share, TraceFacts.NO_RULE);
		return hopeless ? TraceDecision.LEFT_OUT : TraceDecision.UNDECIDED;
	}

	/**
	 * Takes notice of a span that has ended in an undecided trace.
	 * @param facts what is known of the trace
	 * @param span the span
	 * @param record what happened in it, if it is one of ours
	 */
	public void ended(TraceFacts facts, SpanData span, @Nullable SpanRecord record) {
		if (record != null && record.labels().purpose() != null) {
			// What a judge does says nothing of the trace that it judges.
			return;
		}
		int rule = TraceFacts.NO_RULE;
		if (!this.rules.isEmpty()) {
			SpanNames names = SpanNames.of(span, record);
			for (int i = 0; i < this.rules.size() && rule == TraceFacts.NO_RULE; i++) {
				rule = this.rules.get(i).fits(names) ? i : TraceFacts.NO_RULE;
			}
		}
		facts.ended(span, record, rule);
	}

	/**
	 * Decides about a trace that may still bring more.
	 * @param facts what is known of it
	 * @return the decision
	 */
	public TraceDecision soFar(TraceFacts facts) {
		String share = facts.share(this.share);
		if (isKeptInAnyCase(share, facts.rule()) || isKeptByKeeper(facts)) {
			return TraceDecision.KEPT;
		}
		boolean hopeless = this.keepers.isEmpty() && !mayBeKept(share, facts.rule());
		return hopeless ? TraceDecision.LEFT_OUT : TraceDecision.UNDECIDED;
	}

	/**
	 * Decides about a trace from what is known of it.
	 * @param facts what is known
	 * @return the decision, never {@link TraceDecision#UNDECIDED}
	 */
	public TraceDecision atEnd(TraceFacts facts) {
		boolean kept = ratio(facts.rule()).keeps(facts.share(this.share)) || isKeptByKeeper(facts);
		return kept ? TraceDecision.KEPT : TraceDecision.LEFT_OUT;
	}

	private TraceRatio ratio(int rule) {
		return (rule != TraceFacts.NO_RULE) ? this.rules.get(rule).ratio() : this.ratio;
	}

	/**
	 * Whether the trace is kept whichever rule will have been the first to speak.
	 */
	private boolean isKeptInAnyCase(String share, int rule) {
		boolean kept = ratio(rule).keeps(share);
		for (int i = 0; kept && i < this.rules.size() && i < rule; i++) {
			kept = ratio(i).keeps(share);
		}
		return kept;
	}

	private boolean mayBeKept(String share, int rule) {
		boolean kept = ratio(rule).keeps(share);
		for (int i = 0; !kept && i < this.rules.size() && i < rule; i++) {
			kept = ratio(i).keeps(share);
		}
		return kept;
	}

	private boolean isKeptByKeeper(LocalTrace trace) {
		for (TraceKeeper keeper : this.keepers) {
			boolean[] kept = new boolean[1];
			Guard.run("A keeper of traces failed and keeps nothing:", keeper, () -> kept[0] = keeper.keeps(trace));
			if (kept[0]) {
				return true;
			}
		}
		return false;
	}

}
