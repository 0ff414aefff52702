package dev.gai.braintrust.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.gai.braintrust.content.snapshot.LongConversation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a tree is cut so that its JSON fits.
 */
@Tag("thorough")
@Timeout(60)
class ContentCutTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ContentJson json = new ContentJson();

	@Test
	void cutsTheLongestTextFirst() {
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("long", "x".repeat(10_000));
		tree.put("short", "y".repeat(300));
		ContentJson.Cut cut = this.json.write(tree, 1000);
		JsonNode node = MAPPER.readTree(cut.json());
		assertThat(cut.truncated()).isTrue();
		assertThat(node.get("short").stringValue()).isEqualTo("y".repeat(300));
		assertThat(node.get("long").stringValue()).matches("x+… \\[cut: \\d+ of 10000 characters kept]");
		assertThat(bytes(cut)).isBetween(900, 1000);
	}

	@Test
	void keepsNearlyAllThatFits() {
		ContentJson.Cut cut = this.json.write("x".repeat(5_000_000), 256 * 1024);
		assertThat(bytes(cut)).isBetween(255 * 1024, 256 * 1024);
		assertThat(cut.json()).contains(" of 5000000 characters kept]");
	}

	@Test
	void keepsTheFirstOfAListWhereThereIsRoomForOne() {
		List<String> list = List.of("a", "b", "c");

		assertThat(new TreeCut(100, 1).apply(list)).isEqualTo(List.of("a", "… [cut: 1 of 3 elements kept]"));
		assertThat(new TreeCut(100, 0).apply(list)).isEqualTo(List.of("… [cut: 0 of 3 elements kept]"));
		assertThat(new TreeCut(100, 2).apply(list)).isEqualTo(List.of("a", "… [cut: 2 of 3 elements kept]", "c"));
	}

	@Test
	void neverSplitsASurrogatePair() {
		for (int maxBytes = 150; maxBytes < 170; maxBytes++) {
			ContentJson.Cut cut = this.json.write("😀".repeat(1000), 4 * maxBytes);
			assertThat(cut.json()).doesNotContain("\ufffd").contains("😀… [cut: ");
		}
		assertThat(this.json.write("a" + "😀".repeat(1000), 700).json()).doesNotContain("\ufffd")
			.contains("😀… [cut: ");
	}

	@Test
	void cutsTextThatGrowsWhenEscaped() {
		for (String character : List.of("\u0001", "\"", "€", "\n", "é")) {
			ContentJson.Cut cut = this.json.write(character.repeat(10_000), 2_000);
			assertThat(bytes(cut)).isBetween(1_900, 2_000);
			assertThat(MAPPER.readTree(cut.json()).stringValue()).startsWith(character.repeat(100));
		}
	}

	@Test
	void cutsKeysToo() {
		Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("k".repeat(5_000) + "1", 1);
		tree.put("k".repeat(5_000) + "2", 2);
		ContentJson.Cut cut = this.json.write(tree, 1_000);
		assertThat(bytes(cut)).isLessThanOrEqualTo(1_000);
		assertThat(MAPPER.readTree(cut.json()).values()).extracting(JsonNode::intValue).containsExactly(1, 2);
	}

	@Test
	void dropsTheMiddleOfALargeList() {
		List<Object> tree = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			tree.add("element " + i);
		}
		ContentJson.Cut cut = this.json.write(tree, 10_000);
		JsonNode node = MAPPER.readTree(cut.json());
		assertThat(bytes(cut)).isBetween(9_900, 10_000);
		assertThat(node.get(0).stringValue()).isEqualTo("element 0");
		assertThat(node.get(node.size() - 1).stringValue()).isEqualTo("element 99999");
		assertThat(node.get((node.size() - 1) / 2).stringValue())
			.isEqualTo("… [cut: " + (node.size() - 1) + " of 100000 elements kept]");
		tree.subList(100, 99_900).clear();
		tree.add(100, "<99800 more elements left out>");
		JsonNode again = MAPPER.readTree(this.json.write(tree, 2_000).json());
		assertThat(again.get(again.size() - 1).stringValue()).isEqualTo("element 99999");
		assertThat(again.toString()).contains("… [cut: " + (again.size() - 1) + " of 100000 elements kept]");
	}

	@ParameterizedTest
	@ValueSource(ints = { 600, 10_000, 262_144 })
	void keepsTheFirstAndTheLastMessagesOfALongConversation(int maxBytes) {
		List<Map<String, Object>> messages = new ArrayList<>();
		messages.add(Map.of("role", "system", "content", "You are terse."));
		for (int i = 1; i <= 6_000; i++) {
			messages.add(Map.of("role", (i % 2 == 0) ? "assistant" : "user", "content", i + " " + "x".repeat(120)));
		}
		messages.add(Map.of("role", "user", "content", "And the question?"));

		JsonNode kept = MAPPER.readTree(this.json.write(messages, maxBytes).json());

		assertThat(kept.get(0).path("content").asString()).isEqualTo("You are terse.");
		assertThat(kept.get(kept.size() - 1).path("content").asString()).isEqualTo("And the question?");
		assertThat(kept.get((kept.size() - 1) / 2).asString())
			.isEqualTo("… [cut: " + (kept.size() - 1) + " of 6002 messages kept]");
	}

	@Test
	void keepsTheFirstAndTheLastPartsOfALongMessage() {
		List<Object> parts = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			parts.add(Map.of("type", "text", "text",
					((i == 4999) ? "What is it? " : "part " + i + " ") + "x".repeat(90)));
		}
		Map<String, Object> request = Map.of("messages",
				List.of(Map.of("role", "system", "content", "Be brief."), Map.of("role", "user", "content", parts),
						Map.of("role", "assistant", "content", "A list."), Map.of("role", "user", "content", "Why?")));

		ContentJson.Cut cut = this.json.write(request, 64 * 1024);

		assertThat(bytes(cut)).isBetween(60 * 1024, 64 * 1024);
		JsonNode messages = MAPPER.readTree(cut.json()).get("messages");
		assertThat(messages).hasSize(4);
		assertThat(messages.get(1).get("content").toString()).startsWith("[{")
			.contains("part 0 xxx", "What is it? " + "x".repeat(90), " of 5000 elements kept]");
		assertThat(messages.get(3).get("content").stringValue()).isEqualTo("Why?");
	}

	@Test
	void addsUpWhatEarlierCutsLeftOut() {
		List<Object> messages = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			messages.add(Map.of("role", "user", "content", "m" + i));
		}
		messages.add(50, LongConversation.mark(100, 700));

		JsonNode kept = MAPPER.readTree(this.json.write(messages, 1_000).json());

		assertThat(kept.toString()).containsOnlyOnce("messages kept]");
		assertThat(kept.get((kept.size() - 1) / 2).asString())
			.isEqualTo("… [cut: " + (kept.size() - 1) + " of 700 messages kept]");
		assertThat(kept.get(kept.size() - 1).path("content").asString()).isEqualTo("m99");
	}

	@Test
	void keepsTheQuestionWhereThereIsRoomForOneMessage() {
		List<Map<String, Object>> messages = List.of(Map.of("role", "system", "content", "a".repeat(100)),
				Map.of("role", "user", "content", "b".repeat(100)), Map.of("role", "user", "content", "why?"));

		JsonNode kept = MAPPER.readTree(this.json.write(messages, 100).json());

		assertThat(kept.get(kept.size() - 1).path("content").asString()).isEqualTo("why?");
		assertThat(kept.get(kept.size() - 1).path("role").asString()).isEqualTo("user");
		assertThat(kept.get(0).asString()).isEqualTo("… [cut: 1 of 3 messages kept]");
	}

	@Test
	void dropsTheLastEntriesOfALargeMap() {
		Map<String, Object> tree = new LinkedHashMap<>();
		for (int i = 0; i < 50_000; i++) {
			tree.put("key " + i, i);
		}
		ContentJson.Cut cut = this.json.write(Map.of("map", tree, "small", List.of(1, 2)), 5_000);
		JsonNode node = MAPPER.readTree(cut.json());
		assertThat(bytes(cut)).isBetween(4_900, 5_000);
		assertThat(node.get("map").get("key 0").intValue()).isZero();
		assertThat(node.get("map").get("…").stringValue()).endsWith("of 50000 elements kept]");
		assertThat(node.get("small")).hasSize(2);
	}

	@Test
	void cutsDeepTrees() {
		Object list = "x";
		Object map = "x";
		for (int i = 0; i < 100_000; i++) {
			list = Collections.singletonList(list);
			map = Collections.singletonMap("k", map);
		}
		for (Object deep : List.of(list, map)) {
			ContentJson.Cut cut = this.json.write(deep, 10_000);
			assertThat(cut.truncated()).isTrue();
			assertThat(cut.json()).contains("… [cut: nested deeper than 100 levels]");
			assertThat(MAPPER.readTree(cut.json()).isContainer()).isTrue();
			assertThat(this.json.write(deep, 60).json())
				.isEqualTo("[\"… [cut: 0 of 1 elements kept]\"]".replace(deep == map ? "[\"" : "\u0000", "{\"…\":\"")
					.replace(deep == map ? "\"]" : "\u0000", "\"}"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 1, 2, 3, 5, 10, 20, 40, 41, 42, 60, 100, 127, 128, 200, 1000, 10_000 })
	void isAlwaysValidJsonWithinTheBudget(int maxBytes) {
		Random random = new Random(42);
		for (int i = 0; i < 200; i++) {
			Object tree = randomTree(random, 4);
			ContentJson.Cut cut = this.json.write(tree, maxBytes);
			assertThat(bytes(cut)).isLessThanOrEqualTo(Math.max(2, maxBytes));
			JsonNode read = MAPPER.readTree(cut.json());
			if (!cut.truncated()) {
				assertThat(read).isEqualTo(MAPPER.readTree(this.json.write(tree, Integer.MAX_VALUE).json()));
			}
		}
	}

	@Test
	void measuresWhatItWrites() {
		Random random = new Random(7);
		for (int i = 0; i < 500; i++) {
			Object tree = new TreeCut(Integer.MAX_VALUE, Integer.MAX_VALUE).apply(randomTree(random, 4));
			int size = bytes(this.json.write(tree, Integer.MAX_VALUE));
			assertThat(JsonSize.fits(tree, size)).isTrue();
			assertThat(JsonSize.fits(tree, size - 1)).isFalse();
		}
	}

	@Test
	void describesWhatCannotBeCutSmallEnough() {
		Map<String, Object> tree = Map.of("key", 1);
		assertThat(this.json.write(tree, 8).json()).isEqualTo("\"\"");
		assertThat(this.json.write("€".repeat(100), 35)).isEqualTo(cut("\"[cut: larger than 35 bytes]\"", true));
	}

	private static ContentJson.Cut cut(String json, boolean truncated) {
		return new ContentJson.Cut(json, truncated, json.getBytes(StandardCharsets.UTF_8).length);
	}

	private static int bytes(ContentJson.Cut cut) {
		assertThat(cut.bytes()).isEqualTo(cut.json().getBytes(StandardCharsets.UTF_8).length);
		return cut.json().getBytes(StandardCharsets.UTF_8).length;
	}

	private static @Nullable Object randomTree(Random random, int depth) {
		switch (random.nextInt((depth > 0) ? 7 : 5)) {
			case 0:
				return random.nextBoolean() ? null : random.nextBoolean();
			case 1:
				return random.nextLong();
			case 2:
				return random.nextGaussian() * 1e10;
			case 3, 4:
				StringBuilder text = new StringBuilder();
				int length = random.nextInt(300);
				for (int i = 0; i < length; i++) {
					text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
				}
				return text.toString();
			case 5:
				List<@Nullable Object> list = new ArrayList<>();
				for (int i = random.nextInt(10); i > 0; i--) {
					list.add(randomTree(random, depth - 1));
				}
				return list;
			default:
				Map<String, @Nullable Object> map = new LinkedHashMap<>();
				for (int i = random.nextInt(10); i > 0; i--) {
					map.put("\ud83d\u20ac".substring(i % 2) + i, randomTree(random, depth - 1));
				}
				return map;
		}
	}

}
