package dev.gai.braintrust.response;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams whose chunks have every field that a server sends, those that are {@code null}
 * included: nothing of the text is lost.
 */
class StreamsAsSentTests {

	private static final JsonMapper mapper = JsonMapper.shared();

	static Stream<String> streams() throws IOException {
		return new ClassPathResource("answers/streams.txt").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> !line.startsWith("#"));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void saysAllThatTheChunksSay(String stream) {
		assertWhole(stream, read(chunks(stream)));
		List<Object> nodes = new ArrayList<>();
		mapper.readTree(stream).forEach(nodes::add);
		assertWhole(stream, read(nodes));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void saysWhatHasComeOfAStreamThatIsCutOff(String stream) {
		List<Object> chunks = chunks(stream);
		int end = chunks.size();
		while (end > 1 && mapper.writeValueAsString(chunks.subList(0, end)).contains("B\"")) {
			end--;
		}
		assertThat(end).isPositive();
		LlmResponse response = ProviderJsonReader.readDocuments(chunks.subList(0, end));

		assertThat(response).isNotNull();
		assertThat(Objects.requireNonNull(response).choices().get(0).message().content()).isEqualTo("A");
	}

	private static void assertWhole(String stream, LlmResponse response) {
		Message message = response.choices().get(0).message();
		assertThat(message.content()).isEqualTo("AB");
		assertThat(message.fields().get("reasoning")).isEqualTo(stream.contains("\"R\"") ? "R" : null);
		Usage usage = Objects.requireNonNull(response.usage());
		assertThat(List.of(usage.input(), usage.output())).containsExactly(1L, 2L);
		assertThat(response.choices().get(0).finishReason()).isIn("stop", null);
	}

	private static LlmResponse read(List<Object> chunks) {
		return Objects.requireNonNull(ProviderJsonReader.readDocuments(chunks));
	}

	@SuppressWarnings("unchecked")
	private static List<Object> chunks(String stream) {
		return mapper.readValue(stream, List.class);
	}

}
