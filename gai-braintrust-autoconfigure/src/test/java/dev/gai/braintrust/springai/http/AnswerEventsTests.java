package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

import dev.gai.braintrust.springai.http.FailureMarks.Identity;
import dev.gai.braintrust.usage.Usage;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What passes by is read, and never changed.
 */
class AnswerEventsTests {

	private static final HttpAttempt ATTEMPT = new HttpAttempt("host", null, 0, Instant.EPOCH, Instant.EPOCH, null);

	@Test
	void passesBytesOnAsTheyAreEvenIfTheyAreNoEvents() throws IOException {
		String text = "data: {broken\n\nevent: x\ndata: [DONE]\ndata: [1]\nno line end";
		EventSource source = new EventSource(new Buffer().writeUtf8(text),
				new AnswerEvents(ATTEMPT, new HttpExchanges()));
		Buffer read = new Buffer();

		while (source.read(read, 7) >= 0) {
			// In small pieces, as a network has them.
		}

		assertThat(read.readUtf8()).isEqualTo(text);
	}

	@Test
	void givesUpOnALineWithoutEndButPassesItOn() throws IOException {
		String text = "x".repeat(AnswerEvents.MAX_LINE_LENGTH + 2);
		EventSource source = new EventSource(new Buffer().writeUtf8(text),
				new AnswerEvents(ATTEMPT, new HttpExchanges()));
		Buffer read = new Buffer();

		while (source.read(read, 100_000) >= 0) {
			// All of it.
		}

		assertThat(read.size()).isEqualTo(text.length());
	}

	@Test
	void addsUpWhatAnthropicCountsBesideTheInput() {
		AnthropicUsage usage = new AnthropicUsage();
		assertThat(usage.usage()).isNull();
		usage.add("no object");
		usage.add(Map.of("input_tokens", 10, "cache_read_input_tokens", 5, "cache_creation_input_tokens", 2,
				"cache_creation", Map.of("ephemeral_5m_input_tokens", 2), "server_tool_use",
				Map.of("web_search_requests", 1)));
		usage.add(Map.of("output_tokens", 7, "input_tokens", -1));

		assertThat(usage.usage()).isEqualTo(Usage.builder()
			.input(17L)
			.output(7L)
			.cachedInput(5L)
			.cacheWriteInput(2L)
			.cacheWrite5m(2L)
			.webSearches(1L)
			.build());
	}

	@Test
	void knowsOutputWithoutInput() {
		AnthropicUsage usage = new AnthropicUsage();
		usage.add(Map.of("output_tokens", 7, "web_search_requests", 0));

		assertThat(usage.usage()).isEqualTo(Usage.builder().output(7L).build());
	}

	@ParameterizedTest
	@CsvSource({ "api.groq.com, groq", "shop.openai.azure.com, azure.ai.openai", "api.deepseek.com, deepseek",
			"api.openai.com,", "127.0.0.1,", "evil-api.groq.com.example," })
	void knowsProvidersByTheirHost(String host, String provider) {
		assertThat(Hosts.provider(host)).isEqualTo(provider);
	}

	@Test
	void recognisesErrorsThroughTheirCauses() {
		IOException cause = new IOException("reset");

		assertThat(FailureMarks.of(new IllegalStateException(new RuntimeException(cause))))
			.containsExactly(new Identity(cause))
			.doesNotContain(new Identity(new IOException("reset")));
		assertThat(FailureMarks.of(new IllegalStateException())).isEmpty();
	}

}
