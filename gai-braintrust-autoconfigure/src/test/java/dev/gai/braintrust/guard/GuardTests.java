package dev.gai.braintrust.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class GuardTests {

	@ParameterizedTest
	@MethodSource
	void catchesWhatExtensionsThrow(Throwable thrown) {
		assertThat(Guard.run("Work failed", () -> sneak(thrown))).isFalse();
		assertThat(Guard.<String>get("A question failed", this, () -> sneak(thrown))).isNull();
		assertThat(Thread.interrupted()).isEqualTo(thrown instanceof InterruptedException);
	}

	@SuppressWarnings("removal")
	static Stream<Throwable> catchesWhatExtensionsThrow() {
		return Stream.of(new IllegalStateException("state"), new Exception("checked"), new AssertionError("assertion"),
				new StackOverflowError(), new NoClassDefFoundError("Missing"), new OutOfMemoryError("array"),
				new ThreadDeath(), new Error("error"), new InterruptedException(), new Throwable("throwable"));
	}

	@Test
	void leavesABrokenJvmAlone() {
		assertThatExceptionOfType(InternalError.class)
			.isThrownBy(() -> Guard.run("Work failed", () -> sneak(new InternalError("broken"))));
		assertThatExceptionOfType(UnknownError.class)
			.isThrownBy(() -> Guard.get("A question failed", null, () -> sneak(new UnknownError("broken"))));
	}

	@Test
	void reportsEachKindOnceWithoutTheText(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			Guard.run("The reporting of a plugin failed:", this, () -> {
				throw new IllegalStateException("secret prompt");
			});
		}

		assertThat(output.getOut()).containsOnlyOnce("The reporting of a plugin failed: " + GuardTests.class.getName()
				+ ": java.lang.IllegalStateException. Reported once.");
		assertThat(output.getOut()).doesNotContain("secret prompt");
	}

	@Test
	void showsToWhomWantsAllWhereItWasThrownAndStillNoText(CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger(Guard.class);
		logger.setLevel(Level.TRACE);
		try {
			Guard.run("The tracing of a plugin failed", () -> {
				IllegalStateException thrown = new IllegalStateException("secret prompt",
						new UncheckedIOException("secret prompt", new IOException("secret prompt")));
				thrown.addSuppressed(new IllegalArgumentException("secret prompt"));
				throw thrown;
			});
		}
		finally {
			logger.setLevel(null);
		}

		assertThat(output.getOut()).contains("java.lang.IllegalStateException")
			.contains("Caused by: java.io.IOException")
			.contains("Suppressed: java.lang.IllegalArgumentException")
			.contains("at " + GuardTests.class.getName())
			.doesNotContain("secret prompt");
	}

	@Test
	void survivesAnExceptionThatCannotBePrinted() {
		assertThat(Guard.run("Work failed unspeakably", () -> {
			throw new Unprintable();
		})).isFalse();
	}

	@Test
	void answersWhatIsAnswered() throws Exception {
		Callable<String> question = () -> "answer";

		assertThat(Guard.get("A question failed", null, question)).isEqualTo("answer");
	}

	@SuppressWarnings("unchecked")
	private static <T, X extends Throwable> T sneak(Throwable thrown) throws X {
		throw (X) thrown;
	}

	private static final class Unprintable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new StackOverflowError();
		}

		@Override
		public String toString() {
			throw new StackOverflowError();
		}

	}

}
