package dev.gai.braintrust.request;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests too long to be copied whole, in which tools are called: they are conversations
 * still, with their first and last messages.
 */
class LongRequestsTests {

	private static final int MANY = 6_002;

	@ParameterizedTest
	@MethodSource("requests")
	void areConversations(String shape, Map<String, Object> request) {
		Object tree = new ContentSnapshots(JsonMapper.shared()).take(request).tree();

		ModelRequest read = ModelRequests.read(tree);

		assertThat(read).as(shape).isNotNull();
		List<Object> messages = read.messages();
		assertThat(messages).hasSizeBetween(500, MANY - 1);
		assertThat(messages.get(0).toString()).contains("said 0.");
		assertThat(messages.get(messages.size() - 1).toString()).contains("said " + (MANY - 1) + ".");
		assertThat(messages).filteredOn(String.class::isInstance)
			.singleElement()
			.asString()
			.matches("… \\[cut: \\d+ of \\d+ messages kept]|<\\d+ more elements left out>");
		assertThat(messages).filteredOn((message) -> message instanceof Map<?, ?> map && "tool".equals(map.get("role")))
			.isNotEmpty();
	}

	static Stream<Arguments> requests() {
		return Stream.of(Arguments.of("Responses", responses(true)),
				Arguments.of("Responses, a call first", responses(false)),
				Arguments.of("Gemini", Map.of("contents", many((i) -> switch (i % 3) {
					case 0, 2 -> (i == MANY - 1 || i % 3 == 0) ? gemini("user", Map.of("text", "said " + i + "."))
							: gemini("user", Map.of("functionResponse",
									Map.of("name", "f", "response", Map.of("r", "said " + i + "."))));
					default -> gemini("model", (i == MANY - 1) ? Map.of("text", "said " + i + ".")
							: Map.of("functionCall", Map.of("name", "f", "args", Map.of("a", i))));
				}))),
				Arguments.of("Gemini without roles",
						Map.of("model", "gemini-2.5-flash", "contents",
								many((i) -> (i % 3 == 2 && i < MANY - 1)
										? Map.of("parts",
												List.of(Map.of("functionResponse",
														Map.of("name", "f", "response",
																Map.of("r", "said " + i + ".")))))
										: Map.of("parts", List.of(Map.of("text", "said " + i + ".")))))),
				Arguments.of("Anthropic",
						Map.of("model", "claude-sonnet-4-5", "max_tokens", 9, "messages", many((i) -> switch (i % 3) {
							case 0 -> said("user", i);
							case 1 -> (i == MANY - 1) ? said("assistant", i) : content("assistant",
									Map.of("type", "tool_use", "id", "t" + i, "name", "f", "input", Map.of("a", i)));
							default -> content("user", Map.of("type", "tool_result", "tool_use_id", "t" + (i - 1),
									"content", "said " + i + "."));
						}))),
				Arguments.of("Converse", Map.of("modelId", "nova", "messages", many((i) -> switch (i % 3) {
					case 0 -> content("user", Map.of("text", "said " + i + "."));
					case 1 -> content("assistant", (i == MANY - 1) ? Map.of("text", "said " + i + ".")
							: Map.of("toolUse", Map.of("toolUseId", "t" + i, "name", "f", "input", Map.of())));
					default -> content("user", Map.of("toolResult",
							Map.of("toolUseId", "t" + (i - 1), "content", List.of(Map.of("text", "said " + i + ".")))));
				}))),
				Arguments.of("Cohere", Map.of("model", "command-r", "message", "said " + (MANY - 1) + ".",
						"chat_history",
						many((i) -> Map.of("role", (i % 2 == 0) ? "TOOL" : "CHATBOT", "message", "said " + i + ".")))));
	}

	private static Map<String, Object> responses(boolean question) {
		return Map.of("model", "gpt-5", "input", many((i) -> switch (i % 3) {
			case 1 -> (i == MANY - 1) ? said("user", i)
					: Map.of("type", "function_call", "call_id", "c" + i, "name", "f", "arguments", "{}");
			case 2 -> Map.of("type", "function_call_output", "call_id", "c" + (i - 1), "output", "said " + i + ".");
			default -> (question || i > 3) ? said("user", i)
					: Map.of("type", "function_call", "call_id", "c" + i, "name", "f", "arguments", "said " + i + ".");
		}));
	}

	@Test
	void areNoneWhereNothingIsKept() {
		assertThat(ModelRequests.read(Map.of("model", "m", "input", List.of("<3 more elements left out>")))).isNull();
		assertThat(ModelRequests.read(Map.of("contents", List.of("<3 more elements left out>")))).isNull();
	}

	private static List<Object> many(IntFunction<Object> message) {
		return IntStream.range(0, MANY).mapToObj(message).toList();
	}

	private static Map<String, Object> said(String role, int number) {
		return Map.of("role", role, "content", "said " + number + ".");
	}

	private static Map<String, Object> content(String role, Object block) {
		return Map.of("role", role, "content", List.of(block));
	}

	private static Map<String, Object> gemini(String role, Object part) {
		return Map.of("role", role, "parts", List.of(part));
	}

}
