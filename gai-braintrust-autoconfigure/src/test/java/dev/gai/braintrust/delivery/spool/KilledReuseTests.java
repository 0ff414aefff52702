package dev.gai.braintrust.delivery.spool;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.gai.braintrust.guard.SteadyClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code kill -9} while segments are written over.
 */
@Timeout(120)
@Tag("application")
class KilledReuseTests {

	@TempDir
	private Path temp;

	@ParameterizedTest
	@ValueSource(ints = { 300, 1_000, 3_001, 7_002 })
	void losesNothingAndRepeatsNothing(int kill) throws Exception {
		Path directory = this.temp.resolve("spool");
		Said said = runAndKill(directory, kill);
		TestLogs logs = new TestLogs(directory);
		logs.clock.set(SteadyClock.millis());
		try (SegmentSpanLog log = logs.open(ReusingProcess.MAX_BYTES)) {
			List<Integer> recovered = logs.drain(log);

			assertThat(logs.counters.counts().totalDropped()).isZero();
			int first = recovered.get(0);
			int last = recovered.get(recovered.size() - 1);
			assertThat(recovered).containsExactlyElementsOf(IntStream.rangeClosed(first, last).boxed().toList());
			// What it was doing when it was killed, it may have done and not said. A
			// batch that spans two segments is settled in one before the other.
			assertThat(first).isBetween(said.acknowledged + 1, said.acknowledged + 1 + ReusingProcess.BATCH);
			assertThat(last).isIn(said.appended, said.appended + 1);
		}
		assertThat(directory).isEmptyDirectory();
	}

	private static Said runAndKill(Path directory, int after) throws Exception {
		Process process = start(directory);
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
			int appended = -1;
			int acknowledged = -1;
			@Nullable String line = output.readLine();
			for (int lines = 0; line != null; lines++) {
				int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
				appended = line.startsWith("appended") ? number : appended;
				acknowledged = line.startsWith("acknowledged") ? number : acknowledged;
				if (lines == after) {
					// Not by the Process, which closes its output as well.
					ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
				}
				line = output.readLine();
			}
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(137);
			return new Said(appended, acknowledged);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Process start(Path directory) throws IOException {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, ReusingProcess.class.getName(),
				directory.toString(), "0")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	/**
	 * What the process has said before it ended.
	 *
	 * @param appended the last number that was appended
	 * @param acknowledged the last number that was acknowledged
	 */
	private record Said(int appended, int acknowledged) {

	}

}
