package dev.gai.braintrust.content.masking.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a scan tells must not depend on where in a text something stands: eight characters
 * are looked at together, and chunks follow each other.
 */
class TextScanTests {

	private static final int AROUND_A_CHUNK = 8180;

	@ParameterizedTest
	@ValueSource(strings = { "ss", "ke", "cr", "au", "pw", "dd", "wp", "rp", "md", "gi", "xo", "a}", " *", "\\u",
			"e\u00f1", " is", "tif", "mmu", "m2s", "sdi", "ope", "bearer", "basic", ":", ">", "=", "@", "%", "+", "--",
			"-7", "(x", "(\"", "( " })
	void tellsOfALastCharacterWhereverItStands(String characters) {
		for (int before = 0; before < 40; before++) {
			String filler = "_".repeat((before < 20) ? before : AROUND_A_CHUNK + before - 20);
			String text = filler + characters;
			int last = text.length() - 1;

			assertThat(places(text)).as(text).contains(last);
			assertThat(places(text + "_")).contains(last);
			assertThat(places(text.toUpperCase(Locale.ROOT) + "_________")).contains(last);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "zs", "is", "tic", "di", "be", "pe", "ba", " u", "mi", "- ", "-.", "lalala" })
	void tellsOfNothingThatOnlyLooksAlike(String characters) {
		for (int before = 0; before < 20; before++) {
			assertThat(places("_".repeat(before) + characters + "_")).isEmpty();
		}
	}

	@Test
	void tellsOfNothingBehindTheText() {
		byte[] bytes = "_______-x:keyss".getBytes(StandardCharsets.ISO_8859_1);

		assertThat(places(bytes, 8)).isEmpty();
	}

	@Test
	void tellsOfEachLongRunOnce() {
		for (int before = 0; before < 20; before++) {
			for (int length = TextScan.SHORTEST_RUN - 2; length < 40; length++) {
				String text = " ".repeat(before) + "z".repeat(length) + " zzzz";
				List<String> runs = new ArrayList<>();

				new TextScan(new TextScan.Places() {

					@Override
					public void run(int start, int end, int last) {
						runs.add(start + " to " + end);
					}

					@Override
					public void number(int start, int end) {
					}

					@Override
					public void place(int index) {
					}

				}).scan(text.getBytes(StandardCharsets.ISO_8859_1), text.length());

				String run = before + " to " + (before + length);
				assertThat(runs).isEqualTo((length < TextScan.SHORTEST_RUN) ? List.of() : List.of(run));
			}
		}
	}

	@Test
	void tellsOfNumbersThatStandByThemselvesWhereverTheyBegin() {
		for (int length = 1; length < 12; length++) {
			for (int before = 0; before < 40; before++) {
				List<String> numbers = new ArrayList<>();
				String text = "x".repeat(before) + " " + "1234567890123".substring(0, length) + " y,12345,z 7 8 90";
				new TextScan(new TextScan.Places() {

					@Override
					public void run(int start, int end, int last) {
					}

					@Override
					public void number(int start, int end) {
						numbers.add(text.substring(start, end));
					}

					@Override
					public void place(int index) {
					}

				}).scan(text.getBytes(StandardCharsets.ISO_8859_1), text.length());

				assertThat(numbers)
					.isEqualTo((length < 5 || length > 8) ? List.of() : List.of("1234567890123".substring(0, length)));
			}
		}
	}

	private static List<Integer> places(String text) {
		return places(text.getBytes(StandardCharsets.ISO_8859_1), text.length());
	}

	private static List<Integer> places(byte[] bytes, int length) {
		List<Integer> places = new ArrayList<>();
		new TextScan(new TextScan.Places() {

			@Override
			public void run(int start, int end, int last) {
			}

			@Override
			public void number(int start, int end) {
			}

			@Override
			public void place(int index) {
				places.add(index);
			}

		}).scan(bytes, length);
		return places;
	}

}
