package dev.gai.braintrust.content.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that are too large, too deep or without end.
 */
@Timeout(60)
@Tag("thorough")
class SnapshotLimitsTests {

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	@Test
	void takesNoMoreThanItsShareOfElements() {
		List<Integer> many = IntStream.range(0, 12_000).boxed().toList();
		List<?> list = (List<?>) tree(many);
		assertThat(list).hasSize(10_001);
		assertThat(list.indexOf("<2000 more elements left out>")).isBetween(4_990, 5_010);
		assertThat(list.get(10_000)).isEqualTo(11_999);
		Map<String, Object> map = new LinkedHashMap<>();
		many.forEach((i) -> map.put("k" + i, i));
		assertThat((Map<?, ?>) tree(map)).hasSize(10_001).extracting("…").isEqualTo("<2000 more elements left out>");
		List<?> shared = (List<?>) tree(List.of(many.subList(0, 9_999), many, many, "last"));
		assertThat(shared).hasSize(4).last().isEqualTo("last");
		assertThat((List<?>) shared.get(2)).hasSizeBetween(50, 100).last().isEqualTo(11_999);
		assertThat((List<?>) tree(new int[1_000_000])).hasSize(10_001);
	}

	@ParameterizedTest
	@MethodSource("collections")
	void keepsTheFirstAndTheLastElements(Object collection) {
		List<?> copy = (List<?>) tree(collection);
		assertThat(copy).first().isEqualTo("line 0");
		assertThat(copy).last().isEqualTo("why is line 24999 the last?");
		assertThat(copy).filteredOn((line) -> line.toString().startsWith("<"))
			.singleElement()
			.isEqualTo("<" + (25_001 - copy.size()) + " more elements left out>");
		assertThat(copy.size()).isGreaterThan(9_990);
	}

	static Stream<Arguments> collections() {
		List<String> lines = new ArrayList<>();
		IntStream.range(0, 24_999).forEach((i) -> lines.add("line " + i));
		lines.add("why is line 24999 the last?");
		NavigableSet<String> sorted = new TreeSet<>(
				Comparator.comparingInt((line) -> Integer.parseInt(line.replaceAll("\\D", ""))));
		sorted.addAll(lines);
		return Stream
			.of(lines, new LinkedList<>(lines), new ArrayDeque<>(lines), new LinkedHashSet<>(lines),
					new LinkedBlockingQueue<>(lines), new ConcurrentLinkedDeque<>(lines), lines.toArray(), sorted,
					JsonMapper.shared().valueToTree(lines), Collections.unmodifiableCollection(lines))
			.map((Object collection) -> Arguments.of(collection));
	}

	@Test
	void keepsTheQuestionBehindWhatIsLong() {
		record Turn(String who, String text) {
		}
		record Question(Object history, String question) {
		}
		List<Turn> turns = IntStream.range(0, 25_000).mapToObj((i) -> new Turn("user", "turn " + i)).toList();
		List<Map<String, String>> messages = turns.stream().map((turn) -> Map.of("role", turn.text())).toList();
		for (Object history : List.of(turns, new ArrayDeque<>(messages), new double[25_000],
				Collections.nCopies(40, new double[5_000]))) {
			assertThat((Map<?, ?>) tree(new Question(history, "why?"))).extracting("question").isEqualTo("why?");
			Map<String, Object> arguments = new LinkedHashMap<>();
			arguments.put("history", history);
			arguments.put("question", "why?");
			assertThat((Map<?, ?>) tree(arguments)).extracting("question").isEqualTo("why?");
		}
		assertThat((List<?>) tree(turns)).last().isEqualTo(Map.of("who", "user", "text", "turn 24999"));
		assertThat((List<?>) tree(new ArrayDeque<>(messages))).last().isEqualTo(Map.of("role", "turn 24999"));
		assertThat(tree(new ArrayDeque<>(messages)).toString()).contains(" of 25000 messages kept]");
	}

	@Test
	void leavesRoomBesideALongConversation() {
		List<Map<String, String>> messages = Collections.nCopies(30_000, Map.of("role", "user"));
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("messages", messages);
		request.put("tools", List.of("search"));
		Map<?, ?> copy = (Map<?, ?>) tree(request);
		assertThat(copy.get("tools")).isEqualTo(List.of("search"));
		assertThat((List<?>) copy.get("messages")).hasSizeBetween(4_000, 5_000)
			.filteredOn(String.class::isInstance)
			.singleElement()
			.asString()
			.contains(" of 30000 messages kept]");
	}

	@Test
	void goesNoDeeperThanItsLimit() {
		Object deep = "x";
		for (int i = 0; i < 100_000; i++) {
			deep = (i % 2 == 0) ? Arrays.asList(deep) : Collections.singletonMap("k", deep);
		}
		Snapshot snapshot = this.snapshots.take(deep);
		assertThat(String.valueOf(snapshot.tree())).contains(SnapshotWalk.TOO_DEEP).hasSizeLessThan(500);
		assertThat(snapshot.failure()).isNull();
	}

	@Test
	void marksCyclesButNotWhatOccursTwice() {
		List<Object> list = new ArrayList<>();
		Map<String, Object> map = new HashMap<>();
		Object[] array = new Object[1];
		list.add(map);
		map.put("array", array);
		array[0] = list;
		assertThat(tree(list)).isEqualTo(List.of(Map.of("array", List.of("<cycle>"))));
		List<String> twice = List.of("a");
		assertThat(tree(List.of(twice, twice))).isEqualTo(List.of(twice, twice));
	}

	@Test
	void survivesABillionLaughs() {
		Object laugh = "ha";
		for (int i = 0; i < 31; i++) {
			laugh = List.of(laugh, laugh, laugh, laugh);
		}
		assertThat(this.snapshots.take(laugh).approximateBytes()).isLessThan(2_000_000);
	}

	private @Nullable Object tree(@Nullable Object value) {
		Snapshot snapshot = this.snapshots.take(value);
		assertThat(snapshot.failure()).isNull();
		return snapshot.tree();
	}

}
