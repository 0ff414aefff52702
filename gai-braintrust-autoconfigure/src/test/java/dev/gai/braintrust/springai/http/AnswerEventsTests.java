package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.time.Instant;

import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.springai.http.FailureMarks.Identity;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What passes by is read, and never changed.
 */
class AnswerEventsTests {

	private static final HttpAttempt ATTEMPT = new HttpAttempt(new ServerAddress("host", 443), null, 0, Instant.EPOCH,
			Instant.EPOCH, null);

	@Test
	void passesBytesOnAsTheyAreEvenIfTheyAreNoEvents() throws IOException {
		String text = "data: {broken\n\nevent: x\ndata: [DONE]\ndata: [1]\nno line end";
		EventSource source = new EventSource(new Buffer().writeUtf8(text),
				new AnswerEvents(ATTEMPT, new HttpExchanges(), null));
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
				new AnswerEvents(ATTEMPT, new HttpExchanges(), null));
		Buffer read = new Buffer();

		while (source.read(read, 100_000) >= 0) {
			// All of it.
		}

		assertThat(read.size()).isEqualTo(text.length());
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: [DONE]", "data:[DONE]", "data: [DONE] " })
	void areWholeAfterTheLastEvent(String last) {
		AnswerEvents events = new AnswerEvents(ATTEMPT, new HttpExchanges(), null);

		events.line("data: {\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"[DONE]\"}}]}");
		assertThat(events.isWhole()).isFalse();
		assertThat(events.soFar().firstContentNanos()).isNotZero();

		events.line(last);
		assertThat(events.isWhole()).isTrue();
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
