package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.gai.braintrust.guard.Guard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * A run of an evaluation: what its cases came to so far, and what that means in the end.
 * Thread-safe.
 */
final class EvalRun {

	private static final Log logger = LogFactory.getLog(EvalRun.class);

	private static final Duration LINE_EVERY = Duration.ofSeconds(10);

	private final String name;

	private final int total;

	private final @Nullable BigDecimal limit;

	private final Instant startedAt = Instant.now();

	private final long began = System.nanoTime();

	private final Map<Integer, CaseOutcome> outcomes = new TreeMap<>();

	private EvalBill bill = EvalBill.NOTHING;

	private int skipped;

	private @Nullable String stopped;

	private long lastLine = this.began;

	EvalRun(String name, int total, @Nullable BigDecimal limit) {
		this.name = name;
		this.total = total;
		this.limit = limit;
	}

	/**
	 * Why no further case may start.
	 * @return the reason, {@code null} if one may
	 */
	synchronized @Nullable String stoppedBecause() {
		if (this.limit != null && this.stopped == null && this.outcomes.size() < this.total
				&& this.bill.total().compareTo(this.limit) >= 0) {
			this.stopped = "stopped after " + this.outcomes.size() + " of " + this.total + " cases: they cost "
					+ this.bill.total().toPlainString() + " USD, maxCostUsd is " + this.limit.toPlainString();
		}
		return this.stopped;
	}

	synchronized void skip() {
		this.skipped++;
	}

	synchronized void add(int index, CaseOutcome outcome) {
		this.outcomes.put(index, outcome);
		this.bill = this.bill.plus(outcome.bill());
		long now = System.nanoTime();
		if (now - this.lastLine >= LINE_EVERY.toNanos()) {
			this.lastLine = now;
			logger.info(progress(false));
		}
	}

	synchronized String progress(boolean over) {
		List<EvalCaseResult> cases = results();
		int done = cases.size();
		long failed = cases.stream().filter((result) -> !result.passed()).count();
		StringBuilder line = new StringBuilder(
				this.name + ": " + done + " of " + this.total + " done, " + failed + " failed");
		summaries(cases).values()
			.forEach((score) -> line.append(String.format(Locale.ROOT, ", %s %.2f", score.name(), score.mean())));
		line.append(String.format(Locale.ROOT, ", %.4f USD", this.bill.total()));
		if (!over && done > 0 && done < this.total) {
			Duration left = Duration.ofNanos((System.nanoTime() - this.began) / done * (this.total - done));
			line.append(", about ").append(Math.max(1, left.toSeconds())).append(" s left");
		}
		return line.toString();
	}

	/** Whether there is nothing to say. A run that may cost nothing did not pass. */
	synchronized boolean isEmpty() {
		return this.outcomes.isEmpty() && this.stopped == null;
	}

	private List<EvalCaseResult> results() {
		return this.outcomes.values().stream().map(CaseOutcome::result).toList();
	}

	/**
	 * Sums up, and tells the listeners.
	 * @param limits what must be reached, {@code null} for nothing
	 * @param environment the application's settings
	 * @param beans the application's beans
	 * @return the result
	 */
	synchronized EvalResult finish(@Nullable EvalLimits limits, @Nullable Environment environment,
			@Nullable BeanFactory beans) {
		List<EvalCaseResult> cases = completed(results());
		Map<String, ScoreSummary> scores = summaries(cases);
		boolean whole = cases.size() + this.skipped >= this.total;
		GateResult gate = null;
		if (limits != null && whole) {
			gate = new Gate(limits, Baseline.of(this.name, cases)).judge(scores, cases, this.stopped);
		}
		else if (this.stopped != null) {
			gate = new GateResult(false, List.of(this.stopped), "");
		}
		EvalResult result = new EvalResult(this.name, this.startedAt, Duration.ofNanos(System.nanoTime() - this.began),
				cases, scores, this.stopped, whole ? 0 : this.total, gate, this.bill);
		logger.info(progress(true) + ((limits != null && !whole)
				? ". Not all cases were run: the gate was left out, and no baseline is written" : ""));
		for (EvalListener listener : SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
			.load(EvalListener.class)) {
			Guard.run("A listener of evaluations failed", listener,
					() -> listener.finished(result, environment, beans));
		}
		return result;
	}

	/**
	 * A case that failed has none of the scores that a scorer names only when it is
	 * asked: all that other cases have are 0 for it.
	 */
	private static List<EvalCaseResult> completed(List<EvalCaseResult> cases) {
		Set<String> names = new TreeSet<>();
		cases.stream()
			.filter(EvalCaseResult::passed)
			.forEach((result) -> result.scores().forEach((score) -> names.add(score.name())));
		if (names.isEmpty()) {
			return cases;
		}
		return cases.stream().map((result) -> result.passed() ? result : completed(result, names)).toList();
	}

	private static EvalCaseResult completed(EvalCaseResult result, Set<String> names) {
		List<NamedScore> scores = new ArrayList<>(result.scores());
		Set<String> has = new TreeSet<>();
		scores.forEach((score) -> has.add(score.name()));
		names.stream().filter((name) -> !has.contains(name)).forEach((name) -> scores.add(CaseRunner.zero(name, null)));
		return new EvalCaseResult(result.example(), result.trial(), result.output(), result.error(), scores,
				result.trace(), result.startedAt(), result.duration(), false);
	}

	private static Map<String, ScoreSummary> summaries(List<EvalCaseResult> cases) {
		Map<String, List<Double>> values = new TreeMap<>();
		for (EvalCaseResult result : cases) {
			for (NamedScore score : result.scores()) {
				Double value = score.value();
				if (value != null) {
					values.computeIfAbsent(score.name(), (name) -> new ArrayList<>()).add(value);
				}
			}
		}
		Map<String, ScoreSummary> summaries = new TreeMap<>();
		values.forEach((name, all) -> summaries.put(name, new ScoreSummary(name, all.size(),
				all.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN), null, null, List.of())));
		return summaries;
	}

	/** What a gate that was not passed says. */
	static String message(EvalResult result) {
		GateResult gate = result.gate();
		return "The evaluation '" + result.name() + "' did not pass its gate:\n"
				+ ((gate != null) ? "  " + String.join("\n  ", gate.failures()) + "\n\n" + gate.table() : "");
	}

}
