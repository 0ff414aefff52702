package dev.gai.braintrust.content;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.MaskedKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Maskers that hang, and patterns that never come to an end. The time-outs are far from
 * what is waited for.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
@Tag("thorough")
class MaskerDeadlineTests {

	private static final Duration DEADLINE = Duration.ofMillis(250);

	private static final String TOO_SLOW = "ERROR: Failed to mask field 'input' - MaskerTooSlowException";

	private final CountDownLatch released = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	@AfterEach
	void release() {
		this.released.countDown();
	}

	@Test
	void replacesTheFieldOfAMaskerThatHangs() {
		ContentMasking masking = masking((path, text) -> hang(text, "hang"));

		assertThat(masking.mask("input", Map.of("a", "hang"))).isEqualTo(TOO_SLOW);
		assertThat(masking.maskText("input", "hang")).isEqualTo(TOO_SLOW);
		assertThat(masking.mask("input", Map.of("a", "fine"))).isEqualTo(Map.of("a", "fine"));
		assertThat(masking.trouble()).isNull();
	}

	@Test
	void doesNotCallItAnyMoreAndSendsNothingItWouldHaveSeen(CapturedOutput output) {
		ContentMasking masking = masking((path, text) -> hang(text, "hang"));
		for (int i = 0; i < 3; i++) {
			assertThat(masking.maskText("input", "hang")).isEqualTo(TOO_SLOW);
		}
		int before = this.calls.get();

		assertThat(masking.maskText("input", "fine")).isEqualTo(TOO_SLOW);
		assertThat(masking.mask("input", List.of("fine"))).isEqualTo(TOO_SLOW);

		assertThat(this.calls).hasValue(before);
		assertThat(masking.trouble()).contains("took longer than 250 ms for 3 fields in a row",
				"no content is sent until a restart");
		assertThat(output.getOut()).containsOnlyOnce("took longer than 250 ms");
	}

	@Test
	void forgivesAMaskerThatIsFastAgain() {
		ContentMasking masking = masking((path, text) -> hang(text, "hang"));
		for (int i = 0; i < 5; i++) {
			assertThat(masking.maskText("input", "hang")).isEqualTo(TOO_SLOW);
			assertThat(masking.maskText("input", "fine")).isEqualTo("fine");
		}
		assertThat(masking.trouble()).isNull();
	}

	@Test
	void namesTheOneThatHangs() {
		ContentMasker good = (path, text) -> text;
		ContentMasking masking = masking(good, new HangingMasker(this.released));
		for (int i = 0; i < 3; i++) {
			masking.maskText("input", "x");
		}
		assertThat(masking.trouble()).startsWith("ContentMasker " + HangingMasker.class.getName());
	}

	@Test
	void showsMaskersNumbersAndTheKeysOfMaps() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of((path, text) -> switch (text) {
			case "alice" -> "[" + path + "]";
			case "4711", "0.5" -> "[number]";
			default -> text;
		}));

		assertThat(masking.mask("metadata", Map.of("alice", 4711, "n", List.of(0.5, 1, 2L), "role", "x")))
			.isEqualTo(Map.of("[metadata]", "[number]", "n", List.of("[number]", 1, 2L), "role", "x"));
	}

	@Test
	void leavesTheNamesOfOurOwnShapesAlone() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of((path, text) -> "x"));

		assertThat(masking.mask("input", List.of(Map.of("role", "user", "content", "hi"))))
			.isEqualTo(List.of(Map.of("role", "x", "content", "x")));
	}

	@Test
	void stopsPatternsThatGoBackAndForthAfterHalfASecondForASpan() {
		ContentMasking masking = new ContentMasking(false, List.of(Pattern.compile("(?:a|b)*c.*d")), List.of())
			.forOneThread(new TextBytes());
		String text = "ab".repeat(40_000);
		int failed = 0;
		masking.beginSpan();
		long start = System.nanoTime();
		for (int i = 0; i < 30; i++) {
			failed += masking.maskText("input", text).startsWith("ERROR") ? 1 : 0;
		}

		// A bound with a wide margin: without it this would take minutes.
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
		assertThat(failed).isPositive();
		masking.beginSpan();
		assertThat(masking.maskText("input", "ab")).isEqualTo("ab");
	}

	private ContentMasking masking(ContentMasker... maskers) {
		return new ContentMasking(Set.of(MaskedKind.SECRETS), List.of(), List.of(maskers), DEADLINE);
	}

	private String hang(String text, String when) {
		this.calls.incrementAndGet();
		if (text.equals(when)) {
			await(this.released);
		}
		return text;
	}

	private static void await(CountDownLatch latch) {
		boolean waiting = true;
		while (waiting) {
			try {
				latch.await();
				waiting = false;
			}
			catch (InterruptedException ex) {
				// What hangs need not listen.
			}
		}
	}

	private record HangingMasker(CountDownLatch released) implements ContentMasker {

		@Override
		public String mask(String path, String text) {
			await(this.released);
			return text;
		}

	}

}
