package dev.gai.braintrust.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts that are JSON, as most answers of tools are: what is cut of them leaves JSON.
 */
@Tag("thorough")
@Timeout(60)
class CutJsonTextsTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ContentJson json = new ContentJson();

	@Test
	void keepTheirBeginningAndTheirEnd() {
		String rows = MAPPER.writeValueAsString(
				IntStream.range(0, 20_000).mapToObj((i) -> Map.of("id", i, "name", "row " + i)).toList());
		for (Object tree : List.of(rows, List.of(Map.of("role", "user", "content", "What?"),
				Map.of("role", "tool", "tool_call_id", "c", "content", rows), Map.of("role", "user", "content", "?")),
				Map.of("result", rows))) {
			ContentJson.Cut cut = this.json.write(tree, 64 * 1024);

			JsonNode whole = MAPPER.readTree(cut.json());
			JsonNode content = whole.isString() ? whole : whole.findValue("result");
			String text = (content != null) ? content.asString() : whole.path(1).path("content").asString();
			JsonNode kept = MAPPER.readTree(text);
			assertThat(kept.get(0).path("id").asInt()).isZero();
			assertThat(kept.get(kept.size() - 1).path("id").asInt()).isEqualTo(19_999);
			assertThat(kept.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue))
				.containsExactly("… [cut: " + (kept.size() - 1) + " of 20000 elements kept]");
		}
		assertThat(this.json.write(rows, 64 * 1024).bytes()).isGreaterThan(55 * 1024);
	}

	@Test
	void keepWhatIsShortBesideWhatIsLong() {
		String text = MAPPER.writeValueAsString(ordered("status", "ok", "page", "😀 \"".repeat(50_000), "rows",
				IntStream.range(0, 50_000).boxed().toList(), "count", 50_000));

		String cut = (String) new TreeCut(4000, 1000).apply(text);

		assertThat(cut).hasSizeBetween(3500, 4000);
		JsonNode kept = MAPPER.readTree(cut);
		assertThat(kept.path("status").asString()).isEqualTo("ok");
		assertThat(kept.path("count").asInt()).isEqualTo(50_000);
		assertThat(kept.path("page").asString()).matches("(😀 \"| |\"|😀)+… \\[cut: \\d+ of 200000 characters kept]");
		assertThat(kept.path("rows").toString()).startsWith("[0,1,2,")
			.contains(" of 50000 elements kept]\",")
			.endsWith(",49999]");
	}

	@Test
	void stayAsTheyWereWritten() {
		String text = "  {\"price\" : 1.10, \"big\": 12345678901234567890.5,\n \"text\": \""
				+ "\\ud83d\\ude00".repeat(400) + "\" , \"end\":[ ] } ";

		String cut = (String) new TreeCut(300, 1000).apply(text);

		assertThat(cut).startsWith("{\"price\" : 1.10,\"big\": 12345678901234567890.5,\"text\": \"\\ud83d\\ude00")
			.endsWith(" of 800 characters kept]\",\"end\":[ ]}");
		assertThat(MAPPER.readTree(cut).path("text").asString()).matches("(😀)+… \\[cut: \\d+ of 800 characters kept]");
	}

	@Test
	void areCutAsTextsWhereTheyAreNoJson() {
		for (String text : List.of("[" + "word ".repeat(1000) + "]", "{\"a\":1}\n".repeat(1000) + "{]}",
				"{\"a\":\"" + "x".repeat(5000), "{" + "\"a\":1,".repeat(1000) + "}")) {
			assertThat(new TreeCut(500, 10).apply(text)).asString()
				.startsWith(text.substring(0, 400))
				.endsWith(" of " + text.length() + " characters kept]");
		}
	}

	@Test
	void areJsonWhateverIsInThem() {
		Random random = new Random(5);
		for (int i = 0; i < 200; i++) {
			JsonNode tree = MAPPER.valueToTree(random(random, 3));
			String text = (i % 2 == 0) ? tree.toString() : tree.toPrettyString();
			for (int max : new int[] { 128, 200, 1000, 5000 }) {
				String cut = (String) new TreeCut(max, 1000).apply(text);
				assertThat(cut.length()).isLessThanOrEqualTo(Math.max(max, 0));
				if (tree.isContainer() && max > 200) {
					MAPPER.readTree(cut);
				}
			}
		}
	}

	@Test
	void areCutInTimeHoweverLongOrDeep() {
		String deep = "[".repeat(400) + "\"" + "x".repeat(600_000) + "\"" + "]".repeat(400);
		String many = "[" + "{\"id\":1},".repeat(100_000) + "{}]";
		String wide = "[[" + "[1,2],".repeat(40_000) + "[]],[" + "{\"a\":\"b\"},".repeat(40_000) + "{}]]";
		for (String text : List.of(deep, many, wide)) {
			MAPPER.readTree(MAPPER.readTree(this.json.write(text, 256 * 1024).json()).asString());
		}
	}

	private static Object random(Random random, int depth) {
		int kind = random.nextInt((depth == 0) ? 4 : 8);
		if (kind < 2) {
			return "a\"\\\n😀é/".repeat(random.nextInt(60));
		}
		if (kind < 4) {
			return (kind == 2) ? random.nextDouble() * 1e9 : random.nextBoolean();
		}
		int size = random.nextInt((depth == 1) ? 200 : 6);
		if (kind < 6) {
			List<Object> list = new ArrayList<>();
			IntStream.range(0, size).forEach((i) -> list.add(random(random, depth - 1)));
			return list;
		}
		Map<String, Object> map = new LinkedHashMap<>();
		IntStream.range(0, size).forEach((i) -> map.put("key \"" + i, random(random, depth - 1)));
		return map;
	}

	private static Map<String, Object> ordered(Object... namesAndValues) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			map.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return map;
	}

}
