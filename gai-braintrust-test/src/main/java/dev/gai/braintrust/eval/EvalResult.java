package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * The result of an evaluation. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public final class EvalResult {

	private final String name;

	private final Instant startedAt;

	private final Duration duration;

	private final List<EvalCaseResult> cases;

	private final Map<String, ScoreSummary> scores;

	private final @Nullable String stoppedBecause;

	private final int partOf;

	private final @Nullable GateResult gate;

	private final EvalBill bill;

	EvalResult(String name, Instant startedAt, Duration duration, List<EvalCaseResult> cases,
			Map<String, ScoreSummary> scores, @Nullable String stoppedBecause, int partOf, @Nullable GateResult gate,
			EvalBill bill) {
		this.name = name;
		this.startedAt = startedAt;
		this.duration = duration;
		this.cases = List.copyOf(cases);
		this.scores = Collections.unmodifiableMap(new TreeMap<>(scores));
		this.stoppedBecause = stoppedBecause;
		this.partOf = partOf;
		this.gate = gate;
		this.bill = bill;
	}

	/**
	 * The name.
	 * @return name of the evaluation
	 */
	public String name() {
		return this.name;
	}

	/**
	 * When it started.
	 * @return the start
	 */
	public Instant startedAt() {
		return this.startedAt;
	}

	/**
	 * How long it took.
	 * @return from the start to the end of the last case
	 */
	public Duration duration() {
		return this.duration;
	}

	/**
	 * Returns the results of the cases.
	 * @return one result for each trial of each case, in the order of the data
	 */
	public List<EvalCaseResult> cases() {
		return this.cases;
	}

	/**
	 * The scores over all cases.
	 * @return summaries, sorted by name
	 */
	public Map<String, ScoreSummary> scores() {
		return this.scores;
	}

	/**
	 * Whether it ended before its last case.
	 * @return whether cases were left out
	 */
	public boolean stopped() {
		return this.stoppedBecause != null;
	}

	/**
	 * Why it ended before its last case.
	 * @return the reason, {@code null} if all cases ran
	 */
	public @Nullable String stoppedBecause() {
		return this.stoppedBecause;
	}

	/**
	 * How many cases there are in all, where only some of them were selected to be run,
	 * one in an IDE for example. There is no gate then.
	 * @return the number, each trial counted; 0 where nothing was selected
	 */
	public int partOf() {
		return this.partOf;
	}

	/**
	 * Returns the result of the gate.
	 * @return its result, {@code null} if the evaluation has no gate
	 */
	public @Nullable GateResult gate() {
		return this.gate;
	}

	/**
	 * Returns the cost of the application's model calls, as far as it is known.
	 * @return US dollars, without those of judges
	 */
	public BigDecimal costUsd() {
		return this.bill.application();
	}

	/**
	 * The tokens that the application's calls of models used, as far as they were
	 * reported.
	 * @return input and output, without those of judges
	 */
	public long tokens() {
		return this.bill.tokens();
	}

	/**
	 * Returns the cost of the judges' model calls, as far as it is known.
	 * @return US dollars
	 */
	public BigDecimal judgeCostUsd() {
		return this.bill.judges();
	}

	@Override
	public String toString() {
		return this.name + ": " + this.cases.size() + " cases" + (stopped() ? ", stopped" : "");
	}

}
