package dev.gai.braintrust.content;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts of which each line is JSON: what is cut of them are such lines.
 */
class JsonLinesCutTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\n\n" })
	void keepBothEnds(String lineEnd) {
		List<JsonNode> kept = cut(lines(20_000, lineEnd) + lineEnd, 4000);

		assertThat(kept.get(0).path("id").asInt()).isZero();
		assertThat(kept.get(kept.size() - 1).path("id").asInt()).isEqualTo(19_999);
		assertThat(kept.stream().filter(JsonNode::isString).map(JsonNode::stringValue))
			.containsExactly("… [cut: " + (kept.size() - 1) + " of 20000 lines kept]");
		assertThat(kept).hasSizeGreaterThan(100);
	}

	@Test
	void keepWhatIsShortBesideALineThatIsLong() {
		String text = "{\"type\":\"start\"}\n{\"type\":\"text\",\"text\":\"" + "word ".repeat(10_000)
				+ "\"}\n{\"type\":\"end\",\"tokens\":12}";

		List<JsonNode> kept = cut(text, 4000);

		assertThat(kept).hasSize(3);
		assertThat(kept.get(0).path("type").asString()).isEqualTo("start");
		assertThat(kept.get(1).path("text").asString()).startsWith("word word").endsWith(" of 50000 characters kept]");
		assertThat(kept.get(2).path("tokens").asInt()).isEqualTo(12);
	}

	@Test
	void keepAPartOfLinesThatAreAllTooLong() {
		String line = "{\"text\":\"" + "x".repeat(10_000) + "\"}";

		List<JsonNode> kept = cut((line + "\n").repeat(500), 1000);

		assertThat(kept).hasSize(2);
		assertThat(kept.get(0).path("text").asString()).startsWith("xxx").contains(" of 10000 characters kept]");
		assertThat(kept.get(1).asString()).isEqualTo("… [cut: 1 of 500 lines kept]");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 20, 48, 64, 80, 100, 150, 300 })
	void areNeverLongerThanTheyMayBe(int max) {
		Object cut = new TreeCut(max, 1000).apply(lines(200, "\n"));

		assertThat((String) cut).hasSizeLessThanOrEqualTo(Math.max(max, 48));
	}

	@Test
	void areCutAsAnyTextWhereOneIsNoJson() {
		String text = "{\"id\":1}\nand so on\n".repeat(1000) + "{\"id\":2}";

		String cut = (String) new TreeCut(1000, 1000).apply(text);

		assertThat(cut).startsWith("{\"id\":1}\nand so on\n")
			.endsWith("… [cut: 952 of " + text.length() + " characters kept]");
	}

	private static String lines(int count, String lineEnd) {
		return IntStream.range(0, count)
			.mapToObj((i) -> "{\"id\":" + i + ",\"a\":[\"row\"]}")
			.collect(Collectors.joining(lineEnd));
	}

	private static List<JsonNode> cut(String text, int max) {
		String cut = (String) new TreeCut(max, 1000).apply(text);

		assertThat(cut).hasSizeLessThanOrEqualTo(max);
		return cut.lines().map(MAPPER::readTree).toList();
	}

}
