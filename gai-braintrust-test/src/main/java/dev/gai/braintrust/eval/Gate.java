package dev.gai.braintrust.eval;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Compares an evaluation with its limits and its baseline.
 */
final class Gate {

	private static final int SHOWN = 10;

	private final EvalLimitChain limits;

	private final Baseline now;

	private final List<String> failures = new ArrayList<>();

	Gate(EvalLimits limits, Baseline now) {
		this.limits = (EvalLimitChain) limits;
		this.now = now;
	}

	/**
	 * Judges.
	 * @param scores the summaries, to which the comparison is added
	 * @param cases the results
	 * @param stopped why the run ended early, {@code null} if it did not
	 * @return what the gate says
	 */
	GateResult judge(Map<String, ScoreSummary> scores, List<EvalCaseResult> cases, @Nullable String stopped) {
		if (stopped != null) {
			this.failures.add(stopped);
		}
		this.limits.means().forEach((name, least) -> atLeast(scores.get(name), name, least, scores));
		if (this.limits.baseline() != null) {
			compare(Path.of(this.limits.baseline()), scores, stopped);
		}
		return new GateResult(this.failures.isEmpty(), this.failures, table(scores, cases));
	}

	private void atLeast(@Nullable ScoreSummary score, String name, double least, Map<String, ScoreSummary> scores) {
		if (score == null) {
			this.failures.add("no case has the score '" + name + "'; scores: " + String.join(", ", scores.keySet()));
		}
		else if (!(score.mean() >= least)) {
			this.failures.add(String.format(Locale.ROOT, "%s: the mean is %.4f, at least %.4f is asked for", name,
					score.mean(), least));
		}
	}

	private void compare(Path file, Map<String, ScoreSummary> scores, @Nullable String stopped) {
		if ("update".equals(System.getProperty(Baseline.PROPERTY))) {
			if (stopped == null) {
				this.now.write(file);
			}
			return;
		}
		if (!Files.exists(file)) {
			this.failures.add("there is no baseline " + file + ": run once with -D" + Baseline.PROPERTY
					+ "=update, and commit the file");
			return;
		}
		Baseline before;
		try {
			before = Baseline.read(file);
		}
		catch (IllegalStateException ex) {
			this.failures.add(Objects.requireNonNull(ex.getMessage()));
			return;
		}
		if (!before.eval().equals(this.now.eval())) {
			this.failures.add("the baseline " + file + " is that of '" + before.eval() + "', not of '" + this.now.eval()
					+ "': give each evaluation a file of its own");
			return;
		}
		boolean[] common = new boolean[1];
		before.scores().forEach((name, values) -> {
			ScoreSummary score = scores.get(name);
			if (score == null) {
				this.failures.add("the baseline has the score '" + name + "', which no case has any more: restore its "
						+ "scorer, or write the baseline anew with -D" + Baseline.PROPERTY + "=update");
				return;
			}
			ScoreSummary compared = compare(score, values, this.now.scores().getOrDefault(name, Map.of()));
			common[0] |= compared.pValue() != null;
			scores.put(name, compared);
		});
		if (!common[0]) {
			this.failures.add("the baseline " + file + " has no case in common with this run: cases are known by their "
					+ "id or input. Write it anew with -D" + Baseline.PROPERTY + "=update");
		}
	}

	private ScoreSummary compare(ScoreSummary score, Map<String, Double> before, Map<String, Double> now) {
		List<String> names = before.keySet().stream().filter(now::containsKey).toList();
		double[] left = names.stream().mapToDouble((name) -> Objects.requireNonNull(before.get(name))).toArray();
		double[] right = names.stream().mapToDouble((name) -> Objects.requireNonNull(now.get(name))).toArray();
		double mean = before.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
		if (names.isEmpty()) {
			return new ScoreSummary(score.name(), score.count(), score.mean(), mean, null, List.of());
		}
		double difference = 0;
		List<String> worse = new ArrayList<>();
		for (int index = 0; index < left.length; index++) {
			difference += right[index] - left[index];
			if (right[index] < left[index]) {
				worse.add(names.get(index));
			}
		}
		double p = PairedTest.pValue(left, right);
		if (difference < 0 && p < this.limits.significance()) {
			this.failures.add(String.format(Locale.ROOT,
					"%s: worse than the baseline by %.4f over %d cases, p = %.4f is below %s", score.name(),
					-difference / left.length, left.length, p, this.limits.significance()));
		}
		return new ScoreSummary(score.name(), score.count(), score.mean(), mean, p, worse);
	}

	private static String table(Map<String, ScoreSummary> scores, List<EvalCaseResult> cases) {
		int width = scores.keySet().stream().mapToInt(String::length).max().orElse(0);
		width = Math.max(width, "scorer".length());
		String format = "%-" + width + "s  %8s  %8s  %10s  %8s  %s%n";
		StringBuilder table = new StringBuilder(
				String.format(Locale.ROOT, format, "scorer", "mean", "baseline", "difference", "p", "worse"));
		for (ScoreSummary score : scores.values()) {
			Double before = score.baselineMean();
			table.append(String.format(Locale.ROOT, format, score.name(), number(score.mean(), "%.4f"),
					number(before, "%.4f"), (before != null) ? number(score.mean() - before, "%+.4f") : "-",
					number(score.pValue(), "%.4f"), some(score.worse())));
		}
		List<String> flaky = flaky(cases);
		if (!flaky.isEmpty()) {
			table.append("flaky: ").append(some(flaky)).append('\n');
		}
		return table.toString().replace("\r\n", "\n").replaceAll("(?m) +$", "");
	}

	private static String number(@Nullable Double value, String format) {
		return (value == null || value.isNaN()) ? "-" : String.format(Locale.ROOT, format, value);
	}

	private static String some(List<String> names) {
		return String.join(", ", names.stream().limit(SHOWN).toList())
				+ ((names.size() > SHOWN) ? " and " + (names.size() - SHOWN) + " more" : "");
	}

	/** The cases whose trials have different scores. */
	private static List<String> flaky(List<EvalCaseResult> cases) {
		Map<String, Map<String, List<Double>>> all = new TreeMap<>();
		for (EvalCaseResult result : cases) {
			for (NamedScore score : result.scores()) {
				Double value = score.value();
				if (value != null) {
					all.computeIfAbsent(Baseline.key(result.example()), (name) -> new TreeMap<>())
						.computeIfAbsent(score.name(), (name) -> new ArrayList<>())
						.add(value);
				}
			}
		}
		List<String> flaky = new ArrayList<>();
		all.forEach((name, scores) -> {
			List<String> differ = scores.entrySet()
				.stream()
				.filter((score) -> score.getValue().stream().distinct().count() > 1)
				.map((score) -> score.getKey() + " " + score.getValue())
				.toList();
			if (!differ.isEmpty()) {
				flaky.add(name + " (" + String.join(", ", differ) + ")");
			}
		});
		return flaky;
	}

}
