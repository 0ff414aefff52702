package dev.gai.braintrust.speed.pipe;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures of one stage of a run.
 *
 * @param spansPerSecond spans per second
 * @param cpuMicros CPU time of the whole process per span
 * @param allocated allocation of all threads per span
 * @param wire bytes sent per span
 * @param lost spans that did not arrive
 */
record Figures(double spansPerSecond, double cpuMicros, double allocated, double wire, double lost) {

	private static final Pattern LINE = Pattern
		.compile("RESULT .*spans/s=(\\S+) cpu_us/span=(\\S+) alloc_B/span=(\\S+) wire_B/span=(\\S+) .*lost=(\\S+).*");

	static Figures parse(String line) {
		Matcher matcher = LINE.matcher(line);
		if (!matcher.matches()) {
			throw new IllegalArgumentException(line);
		}
		return new Figures(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4),
				number(matcher, 5));
	}

	private static double number(Matcher matcher, int group) {
		return Double.parseDouble(matcher.group(group));
	}

	static String median(List<Figures> figures) {
		return String.format(Locale.ROOT, "%,.0f | %.1f | %,.0f | %,.0f | %.0f",
				median(figures, Figures::spansPerSecond), median(figures, Figures::cpuMicros),
				median(figures, Figures::allocated), median(figures, Figures::wire),
				figures.stream().mapToDouble(Figures::lost).max().orElseThrow());
	}

	private static double median(List<Figures> figures, ToDoubleFunction<Figures> of) {
		double[] sorted = figures.stream().mapToDouble(of).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
