package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that are too large, too deep or without end.
 */
@Timeout(60)
class SnapshotLimitsTests {

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	@Test
	void takesNoMoreThanItsShareOfElements() {
		List<Integer> many = java.util.stream.IntStream.range(0, 12_000).boxed().toList();
		List<?> list = (List<?>) tree(many);
		assertThat(list).hasSize(10_001);
		assertThat(list.get(10_000)).isEqualTo("<2000 more elements left out>");
		Map<String, Object> map = new LinkedHashMap<>();
		many.forEach((i) -> map.put("k" + i, i));
		assertThat((Map<?, ?>) tree(map)).hasSize(10_001).extracting("…").isEqualTo("<2000 more elements left out>");
		List<?> shared = (List<?>) tree(List.of(many.subList(0, 9_999), many, many, "last"));
		assertThat(shared).hasSize(2);
		assertThat(shared.get(1)).isEqualTo("<3 more elements left out>");
		assertThat((List<?>) tree(new int[1_000_000])).hasSize(10_001);
	}

	@Test
	void leavesRoomBesideALongConversation() {
		List<Map<String, String>> messages = java.util.Collections.nCopies(30_000, Map.of("role", "user"));
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
			deep = (i % 2 == 0) ? Arrays.asList(deep) : java.util.Collections.singletonMap("k", deep);
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
