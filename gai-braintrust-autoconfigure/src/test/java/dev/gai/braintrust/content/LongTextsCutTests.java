package dev.gai.braintrust.content;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of a long text both ends are kept: what is asked may stand before or behind what it is
 * about.
 */
class LongTextsCutTests {

	private final ContentJson json = new ContentJson();

	@Test
	void keepTheQuestionOnWhicheverSideItStands() {
		String context = "lorem ipsum ".repeat(100_000);
		List<Map<String, Object>> messages = List.of(Map.of("role", "user", "content", "First? " + context),
				Map.of("role", "user", "content", context + "Last?"));

		JsonNode kept = JsonMapper.shared().readTree(this.json.write(messages, 256 * 1024).json());

		assertThat(kept.at("/0/content").asString()).startsWith("First? lorem");
		assertThat(kept.at("/1/content").asString()).startsWith("lorem").endsWith("ipsum Last?");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 2095, 2096, 2097, 4001, 50_000 })
	void sayHowMuchOfThemIsKept(int max) {
		String text = "a\uD83D\uDE00".repeat(100_000);

		String cut = (String) new TreeCut(max, 10).apply(text);

		String mark = cut.replaceAll("(?s).*(… \\[cut: \\d+ of 300000 characters kept]).*", "$1");
		assertThat(mark).isEqualTo("… [cut: " + (cut.length() - mark.length()) + " of 300000 characters kept]");
		assertThat(cut).hasSizeLessThanOrEqualTo(max).startsWith("a\uD83D\uDE00a");
		assertThat(WellFormed.text(cut)).isSameAs(cut);
		assertThat(cut.endsWith("kept]")).isEqualTo(max < 2096);
	}

}
