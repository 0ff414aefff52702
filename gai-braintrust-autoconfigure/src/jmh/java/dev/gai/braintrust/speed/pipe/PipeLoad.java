package dev.gai.braintrust.speed.pipe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the pipes: each in a process of its own, against a receiver in another one,
 * round by round so that what disturbs the machine disturbs all of them. Prints the
 * median of the rounds, and how the starter behaves while a process makes more and more
 * spans.
 */
public final class PipeLoad {

	private static final String SENDER = "-Dio.opentelemetry.sdk.common.export.HttpSenderProvider="
			+ "io.opentelemetry.exporter.sender.";

	private static final String JDK = SENDER + "jdk.internal.JdkHttpSenderProvider";

	private static final String OKHTTP = SENDER + "okhttp.internal.OkHttpHttpSenderProvider";

	private static final List<Subject> SUBJECTS = List.of(new Subject("starter", "starter", "none", JDK),
			new Subject("starter gzip", "starter", "gzip", JDK), new Subject("otel jdk", "otel", "none", JDK),
			new Subject("otel jdk gzip", "otel", "gzip", JDK), new Subject("otel okhttp", "otel", "none", OKHTTP),
			new Subject("otel okhttp gzip", "otel", "gzip", OKHTTP),
			new Subject("braintrust sdk", "sdk", "none", OKHTTP),
			new Subject("starter, spans of the API", "starter-api", "none", JDK),
			new Subject("braintrust sdk, spans of the API", "sdk-api", "none", OKHTTP));

	private PipeLoad() {
	}

	/**
	 * Runs.
	 * @param arguments rounds, a factor on all numbers of spans (1 is the full run), the
	 * pipes to compare if not all of them, with commas between
	 * @throws Exception if a process cannot be started
	 */
	public static void main(String... arguments) throws Exception {
		int rounds = Integer.parseInt(arguments[0]);
		double factor = Double.parseDouble(arguments[1]);
		List<String> pipes = (arguments.length > 2) ? List.of(arguments[2].split(",")) : List.of();
		List<Subject> compared = SUBJECTS.stream()
			.filter((subject) -> pipes.isEmpty() || pipes.contains(subject.pipe()))
			.toList();
		compare(compared, 2_048, Math.round(500_000 * factor), rounds);
		compare(compared, 20_480, Math.round(100_000 * factor), rounds);
		System.out.println("\n1,000 spans/s of 20 KB, starter with gzip");
		Subject gzip = SUBJECTS.get(1);
		run(gzip, 20_480, 1_000, List.of(Math.round(30_000 * factor))).forEach(System.out::println);
		System.out.println("\nGrowth, starter, 2 KB");
		run(SUBJECTS.get(0), 2_048, 0,
				List.of(1_000L, Math.round(10_000 * Math.max(factor, 0.2)), Math.round(100_000 * factor),
						Math.round(300_000 * factor), Math.round(1_000_000 * factor))
					.stream()
					.distinct()
					.sorted()
					.toList())
			.forEach(System.out::println);
	}

	/**
	 * The first half of the spans is there to have the code compiled, which takes the JVM
	 * ten seconds of the busiest pipe, and is not in the figures.
	 */
	private static void compare(List<Subject> subjects, int spanBytes, long spans, int rounds) throws Exception {
		List<List<Figures>> results = new ArrayList<>();
		subjects.forEach((subject) -> results.add(new ArrayList<>()));
		for (int round = 0; round < rounds; round++) {
			for (int i = 0; i < subjects.size(); i++) {
				List<String> lines = run(subjects.get(i), spanBytes, 0, List.of(spans / 2, spans));
				results.get(i).add(Figures.parse(lines.get(lines.size() - 1)));
			}
		}
		System.out.printf(Locale.ROOT, "%n%d bytes of content a span, %d spans, median of %d rounds%n", spanBytes,
				spans - spans / 2, rounds);
		System.out.println("| pipe | spans/s | CPU µs/span | allocated B/span | wire B/span | lost |");
		System.out.println("|---|---|---|---|---|---|");
		for (int i = 0; i < subjects.size(); i++) {
			System.out.println("| " + subjects.get(i).title() + " | " + Figures.median(results.get(i)) + " |");
		}
	}

	private static List<String> run(Subject subject, int spanBytes, int rate, List<Long> stages) throws Exception {
		Path tally = Files.createTempFile("speed-tally", ".bin");
		Process receiver = java(List.of("-Xmx512m"), Receiver.class, List.of(tally.toString()));
		try {
			String port = reader(receiver).readLine();
			List<String> arguments = new ArrayList<>(List.of(subject.pipe(), subject.compression(),
					"http://127.0.0.1:" + port, tally.toString(), String.valueOf(spanBytes), String.valueOf(rate)));
			stages.forEach((stage) -> arguments.add(stage.toString()));
			Process process = java(List.of("-Xmx512m", subject.sender()), PipeRun.class, arguments);
			List<String> lines = reader(process).lines().filter((line) -> line.startsWith("RESULT")).toList();
			if (process.waitFor() != 0 || lines.size() != stages.size()) {
				throw new IllegalStateException(subject + " ended with " + process.exitValue() + " after " + lines);
			}
			return lines;
		}
		finally {
			receiver.destroy();
			Files.delete(tally);
		}
	}

	private static Process java(List<String> options, Class<?> main, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	private static BufferedReader reader(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	private record Subject(String title, String pipe, String compression, String sender) {
	}

}
