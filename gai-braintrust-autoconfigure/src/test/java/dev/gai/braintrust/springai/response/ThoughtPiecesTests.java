package dev.gai.braintrust.springai.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thoughts arrive in pieces, or as all that there is so far.
 */
class ThoughtPiecesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "['I ','look.']|I look.", "['I ','I look.','I look.','I look.']|I look.",
			"['I','It',' is']|IIt is", "['I','It']|It", "['Hm.']|Hm.", "['']|''", "['','Hm','Hm, well']|Hm, well",
			"['a','ab','abc','x','xy']|abcxy", "['I ','look ','I ']|I look I " })
	void arePutTogether(String pieces, String whole) {
		ThoughtPieces thoughts = new ThoughtPieces();
		for (Object piece : JsonMapper.shared().readValue(pieces.replace('\'', '"'), List.class)) {
			thoughts.add((String) piece);
		}

		assertThat(thoughts.toString().strip()).isEqualTo((whole != null) ? whole.strip() : "");
	}

	@Test
	void thatGrowAreKeptOnce() {
		GrowingThoughts growing = new GrowingThoughts();
		StringBuilder soFar = new StringBuilder();
		List<ChatResponse> kept = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			soFar.append("word ").append(i).append(' ');
			kept.add(growing.trimmed(chunk("", soFar.toString())));
		}
		kept.add(growing.trimmed(chunk("Sunny.", soFar.toString())));

		var read = ChatResponseReading.read(kept);

		assertThat(read.choices().get(0).message().toString()).contains("Sunny.");
		assertThat(read.choices().get(0).message().with("x", null).fields()).containsEntry("reasoning",
				soFar.toString());
		long memory = kept.stream()
			.flatMap((chunk) -> chunk.getResult().getOutput().getMetadata().values().stream())
			.filter(String.class::isInstance)
			.mapToLong((value) -> ((String) value).length())
			.sum();
		assertThat(memory).isLessThan(soFar.length() + 10_000L);
	}

	private static ChatResponse chunk(String text, String thoughts) {
		return new ChatResponse(List.of(new Generation(
				AssistantMessage.builder().content(text).properties(Map.of("reasoningContent", thoughts)).build())));
	}

}
