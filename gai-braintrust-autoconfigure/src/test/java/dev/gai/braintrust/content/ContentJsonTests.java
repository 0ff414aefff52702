package dev.gai.braintrust.content;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plain trees as JSON: every kind of value, and text that needs escapes.
 */
@Timeout(60)
class ContentJsonTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ContentJson json = new ContentJson();

	@Test
	void writesEveryKindOfValue() {
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("text", "a\"\\\n\u0001é€😀");
		tree.put("numbers", List.of(1, 2L, (short) 3, (byte) 4, 1.5, 0.5f, new BigInteger("12345678901234567890")));
		tree.put("flags", Arrays.asList(true, false, null));
		tree.put("empty", List.of(Map.of(), List.of()));
		assertThat(this.json.write(tree, 1000))
			.isEqualTo(cut("{\"text\":\"a\\\"\\\\\\n\\u0001é€😀\",\"numbers\":[1,2,3,4,1.5,0.5,12345678901234567890],"
					+ "\"flags\":[true,false,null],\"empty\":[{},[]]}", false));
		assertThat(this.json.write(null, 10)).isEqualTo(cut("null", false));
	}

	@Test
	void writesDecimalsPlainUnlessTheyWouldBeMostlyZeros() {
		assertThat(this.json.write(new BigDecimal("1E+3"), 100).json()).isEqualTo("1000");
		assertThat(this.json.write(new BigDecimal("1E-7"), 100).json()).isEqualTo("0.0000001");
		assertThat(this.json.write(new BigDecimal("1E+1000000000"), 100).json()).isEqualTo("1E+1000000000");
	}

	@Test
	void writesNoBareTokenThatIsNotJson() {
		List<Object> tree = List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
				new AtomicInteger(5));
		assertThat(this.json.write(tree, 100).json()).isEqualTo("[\"NaN\",\"Infinity\",\"-Infinity\",5]");
	}

	@Test
	void describesNumbersOfThousandsOfDigits() {
		BigInteger huge = BigInteger.ONE.shiftLeft(100_000);
		assertThat(this.json.write(huge, 100).json()).isEqualTo("\"<number of 100001 bits>\"");
		assertThat(this.json.write(new BigDecimal(huge, 3), 100).json()).isEqualTo("\"<number of 100001 bits>\"");
	}

	@Test
	void escapesWhateverStandsAnywhere() {
		for (int character = 0; character < 0x180; character++) {
			for (int place = 0; place <= 17; place++) {
				String text = "x".repeat(place) + (char) character + "?".repeat(17 - place);
				assertThat(JsonMapper.shared().readTree(this.json.write(text, 1_000).json()).stringValue())
					.isEqualTo(text);
			}
		}
	}

	@Test
	void tellsAQuestionMarkFromHalfOfAPair() {
		assertThat(this.json.write("a?b\ud83d?", 100).json()).isEqualTo("\"a?b\ufffd?\"");
		assertThat(this.json.write("a?b\ud83d?é", 100).json()).isEqualTo("\"a?b\ufffd?é\"");
		assertThat(this.json.write("\ud83d", 5).json()).isEqualTo("\"\ufffd\"");
		assertThat(this.json.write("\ud83d", 4).truncated()).isTrue();
	}

	@Test
	void replacesHalvesOfSurrogatePairs() {
		assertThat(this.json.write("\ud83da\ude00 😀\ud83d", 100).json()).isEqualTo("\"\ufffda\ufffd 😀\ufffd\"");
		assertThat(this.json.write(Map.of("\ude00", 1), 100).json()).isEqualTo("{\"\ufffd\":1}");
	}

	@Test
	void writesTheTextOfALeafThatIsNotPlain() {
		assertThat(this.json.write(new StringBuilder("x"), 100).json()).isEqualTo("\"x\"");
	}

	@Test
	void saysWhichPartOfALeafFailed() {
		Object broken = new Object() {
			@Override
			public String toString() {
				throw new IllegalStateException("secret");
			}
		};
		assertThat(this.json.write(List.of(broken), 100))
			.isEqualTo(cut("\"<not captured: IllegalStateException>\"", true));
		assertThat(this.json.write(List.of(broken), 20)).isEqualTo(cut("\"\"", true));
	}

	private static ContentJson.Cut cut(String json, boolean truncated) {
		return new ContentJson.Cut(json, truncated, json.getBytes(StandardCharsets.UTF_8).length);
	}

	private static int bytes(ContentJson.Cut cut) {
		assertThat(cut.bytes()).isEqualTo(cut.json().getBytes(StandardCharsets.UTF_8).length);
		return cut.json().getBytes(StandardCharsets.UTF_8).length;
	}

}
