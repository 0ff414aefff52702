package dev.gai.braintrust.delivery.spool;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.guard.SteadyClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
@Tag("application")
class KilledProcessTests {

	@TempDir
	private Path temp;

	@ParameterizedTest
	@ValueSource(ints = { 1, 20 })
	void losesNothingThatWasAppendedBeforeAKill(int together) throws Exception {
		Path directory = this.temp.resolve("spool");
		List<Integer> appended = new ArrayList<>();
		int next = 0;
		for (int kill : new int[] { 1, 700, 3_000 }) {
			List<Integer> numbers = appendAndKill(directory, next, together, kill);
			assertThat(numbers).hasSizeGreaterThanOrEqualTo(kill);
			appended.addAll(numbers);
			next = numbers.get(numbers.size() - 1) + 100;
		}
		try (SegmentSpanLog log = open(directory)) {
			List<Integer> recovered = new ArrayList<>();
			for (List<Frame> batch = log.read(100, 1_000_000); batch != null; batch = log.read(100, 1_000_000)) {
				assertThat(batch).allMatch(TestLogs::isIntact);
				recovered.addAll(TestLogs.numbers(batch));
				log.acknowledge(batch.size());
			}
			assertThat(recovered).isSorted().doesNotHaveDuplicates().containsAll(appended);
			// Of each process, an append that had not returned may be there or not, and
			// what
			// was appended together may not have been told to its end.
			assertThat(recovered.size() - appended.size()).isBetween(0, 3 * (2 * together - 1));
			assertThat(directory.toFile().list()).hasSize(1);
		}
		assertThat(directory).isEmptyDirectory();
	}

	@Test
	void twoProcessesInOneDirectoryDoNotMeetWhileBothLive() throws Exception {
		Path directory = this.temp.resolve("spool");
		Process process = start(directory, 0, 1);
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
			output.readLine();
			try (SegmentSpanLog log = open(directory)) {
				assertThat(log.spans()).isZero();
				assertThat(directory.toFile().list()).hasSize(2);
			}
			String line = output.readLine();
			assertThat(line).isEqualTo("1");
			process.destroyForcibly().waitFor();
			try (SegmentSpanLog log = open(directory)) {
				assertThat(log.spans()).isGreaterThanOrEqualTo(2);
			}
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static SegmentSpanLog open(Path directory) throws IOException {
		SpoolSettings settings = new SpoolSettings(true, directory, 100_000_000, Duration.ofHours(24), false);
		return new SegmentSpanLog(settings, new ExportCounters(), SteadyClock::millis);
	}

	private static List<Integer> appendAndKill(Path directory, int from, int together, int after) throws Exception {
		Process process = start(directory, from, together);
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
			List<Integer> numbers = new ArrayList<>();
			@Nullable String line = output.readLine();
			while (line != null) {
				numbers.add(Integer.parseInt(line));
				if (numbers.size() == after) {
					// Not by the Process, which closes its output as well.
					ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
				}
				line = output.readLine();
			}
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(137);
			return numbers;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Process start(Path directory, int from, int together) throws IOException {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, AppendingProcess.class.getName(),
				directory.toString(), String.valueOf(from), String.valueOf(together))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

}
