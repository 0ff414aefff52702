package dev.gai.braintrust.response;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Formats of providers that are not OpenAI's, old ones too, whole and as chunks.
 */
class ProviderFormatsTests {

	private static final JsonMapper mapper = JsonMapper.shared();

	static Stream<String> answers() throws IOException {
		return new ClassPathResource("answers/formats.txt").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> !line.startsWith("#"));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void areRead(String line) {
		String[] fields = line.split(" \\| ", 7);
		List<String> texts = new ArrayList<>();
		List<Object> nodes = new ArrayList<>();
		mapper.readTree(fields[6]).forEach((document) -> {
			nodes.add(document);
			texts.add(document.toString());
		});

		assertSays(fields, ProviderJsonReader.readDocuments(mapper.readValue(fields[6], List.class)));
		assertSays(fields, ProviderJsonReader.readDocuments(nodes));
		assertSays(fields, ResponseReaders.readText(texts));
	}

	private static void assertSays(String[] expected, @Nullable LlmResponse read) {
		LlmResponse response = Objects.requireNonNull(read);
		assertThat(response.choices()).hasSize(1);
		LlmResponse.Choice choice = response.choices().get(0);
		Message message = choice.message();
		Usage usage = response.usage();
		String tool = message.toolCalls().isEmpty() ? null : message.toolCalls().get(0).name();
		assertThat(Stream.of(message.content(), message.fields().get("reasoning"), tool, choice.finishReason(),
				(usage != null) ? usage.input() + "/" + usage.output() : null))
			.extracting((field) -> (field != null) ? field.toString().strip() : "-")
			.containsExactly(expected[1], expected[2], expected[3], expected[4], expected[5]);
		assertThat(response.error()).isNull();
	}

}
