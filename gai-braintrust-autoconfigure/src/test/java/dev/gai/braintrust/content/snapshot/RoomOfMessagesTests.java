package dev.gai.braintrust.content.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A message with very many parts, or a tool's result with very many rows, does not take
 * the room of the question.
 */
class RoomOfMessagesTests {

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ContentSnapshots snapshots = new ContentSnapshots(this.mapper);

	@Test
	void isLeftForTheLastOneWhateverIsBeforeIt() {
		for (int huge = 0; huge < 3; huge++) {
			List<Object> messages = new ArrayList<>(
					List.of(message("system", "rules"), message("user", "first"), message("user", "why?")));
			messages.set(huge, message("user", rows(20_000)));
			Object tree = this.snapshots.take(Map.of("messages", messages)).tree();
			Object parsed = this.snapshots.take(this.mapper.valueToTree(Map.of("messages", messages))).tree();

			assertThat(List.of(tree, parsed)).allSatisfy((copy) -> {
				List<?> copies = (List<?>) ((Map<?, ?>) copy).get("messages");
				assertThat(copies).hasSize(3)
					.allSatisfy((each) -> assertThat(((Map<?, ?>) each).get("role")).isNotNull());
			});
			if (huge < 2) {
				assertThat(tree.toString()).contains("why?").contains("more elements left out");
			}
		}
	}

	@Test
	void isSharedFromBothEndsWhereAllAreLong() {
		List<Object> messages = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			messages.add(message("user", (i == 59) ? "why?" : rows(150)));
		}

		List<?> copies = (List<?>) this.snapshots.take(messages).tree();

		assertThat(copies.get(copies.size() - 1).toString()).contains("why?");
		assertThat(copies.toString()).contains(" of 60 messages kept]");
		assertThat(copies).hasSizeBetween(20, 60);
	}

	@Test
	void isLeftForWhatStandsBesideThem() {
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("messages", List.of(message("user", rows(20_000)), message("user", "why?")));
		request.put("model", "gpt-4o");

		assertThat(this.snapshots.take(request).tree().toString()).contains("why?").contains("gpt-4o");
	}

	private static Map<String, Object> message(String role, Object content) {
		Map<String, Object> message = new LinkedHashMap<>();
		// Behind the content, where the role is cut first.
		message.put("content", content);
		message.put("role", role);
		return message;
	}

	private static List<Map<String, Object>> rows(int count) {
		return IntStream.range(0, count).mapToObj((i) -> Map.<String, Object>of("id", i, "name", "n" + i)).toList();
	}

}
