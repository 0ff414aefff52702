package dev.gai.braintrust.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.gai.braintrust.replay.cassette.CassetteRequest;
import dev.gai.braintrust.replay.cassette.Difference;
import dev.gai.braintrust.replay.cassette.Differences;
import dev.gai.braintrust.replay.cassette.StoredCassette;
import org.jspecify.annotations.Nullable;

/**
 * Says why a request has no answer, and what is nearest to it.
 */
final class Misses {

	private static final String RECORD = "-Dgai.braintrust.replay.mode=record";

	private static final int MOST_COMPARED = 1000;

	private static final int MOST_SHOWN = 10;

	private Misses() {
	}

	static String text(Path folder, List<StoredCassette> cassettes, CassetteRequest asked) {
		StringBuilder text = new StringBuilder("Nobody recorded this request: " + asked.route() + "\n");
		if (cassettes.isEmpty()) {
			return text.append("There is no cassette in ")
				.append(folder)
				.append(". Record with ")
				.append(RECORD)
				.append("; only then does a request leave this machine.")
				.toString();
		}
		Nearest nearest = nearest(cassettes, asked);
		text.append("The nearest of ")
			.append(cassettes.size())
			.append(" recordings, ")
			.append(nearest.cassette().file());
		List<Difference> differences = nearest.differences();
		text.append(", differs in\n");
		differences.stream()
			.limit(MOST_SHOWN)
			.forEach((difference) -> text.append("  ").append(difference.text().replace("\n", "\n  ")).append('\n'));
		if (differences.size() > MOST_SHOWN) {
			text.append("  and in ").append(differences.size() - MOST_SHOWN).append(" more places\n");
		}
		if (cassettes.stream().noneMatch((each) -> each.request().route().equals(asked.route()))) {
			text.append("Recorded were ").append(routes(cassettes)).append('\n');
		}
		return text.append("Record anew with ").append(RECORD).append(ignorable(differences)).toString();
	}

	/** What is within a body of JSON could be left out of the comparison. */
	private static String ignorable(List<Difference> differences) {
		return differences.stream()
			.map(Difference::path)
			.filter((path) -> path.startsWith("$."))
			.findFirst()
			.map((path) -> ", or, if it differs from run to run, do not compare it: ignore = \"" + path + "\"")
			.orElse("");
	}

	private static Nearest nearest(List<StoredCassette> cassettes, CassetteRequest asked) {
		Nearest nearest = null;
		for (StoredCassette cassette : cassettes.subList(0, Math.min(MOST_COMPARED, cassettes.size()))) {
			List<Difference> differences = cassette.differences(asked);
			double distance = Differences.distance(differences);
			nearest = (nearest == null || distance < nearest.distance()) ? new Nearest(cassette, differences, distance)
					: nearest;
		}
		if (nearest == null) {
			throw new IllegalArgumentException("There are no cassettes");
		}
		return nearest;
	}

	private static String routes(List<StoredCassette> cassettes) {
		Map<String, Long> routes = cassettes.stream()
			.collect(Collectors.groupingBy((each) -> each.request().route(), TreeMap::new, Collectors.counting()));
		return routes.entrySet()
			.stream()
			.limit(MOST_SHOWN)
			.map((route) -> route.getKey() + " (" + route.getValue() + ")")
			.collect(Collectors.joining(", "));
	}

	static String usedUp(List<StoredCassette> pool, CassetteRequest asked, Asker asker) {
		String test = asker.run().name();
		return "All recordings of this request are used up: " + asked.route() + "\n" + who(test, asker.tests())
				+ " asked the same more often than it was recorded (" + pool.size()
				+ ((pool.size() == 1) ? " time):\n  " : " times):\n  ")
				+ pool.stream()
					.limit(MOST_SHOWN)
					.map((cassette) -> cassette.file().toString())
					.collect(Collectors.joining("\n  "))
				+ "\nIf it is right to ask again, record anew with " + RECORD;
	}

	private static String who(@Nullable String test, int tests) {
		if (test != null) {
			return test;
		}
		return (tests > 1) ? "The " + tests + " tests that run" : "The application, outside of any test,";
	}

	/**
	 * A recording that is near.
	 *
	 * @param cassette the recording
	 * @param differences what differs
	 * @param distance how much
	 */
	private record Nearest(StoredCassette cassette, List<Difference> differences, double distance) {

	}

}
