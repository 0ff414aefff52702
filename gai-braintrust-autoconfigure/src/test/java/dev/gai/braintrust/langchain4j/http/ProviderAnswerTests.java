package dev.gai.braintrust.langchain4j.http;

import dev.gai.braintrust.response.LlmResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderAnswerTests {

	private static final String CHUNK = """
			{"choices":[{"index":0,"delta":{"role":"assistant","content":"%s"}}]}""";

	private final ProviderAnswer answer = new ProviderAnswer();

	@AfterEach
	void end() {
		this.answer.ended();
	}

	@Test
	void forgetsWhatHasComeWhenTheCallEndsOnAnotherThread() throws InterruptedException {
		this.answer.await();
		this.answer.event(CHUNK.formatted("Hello"));
		LlmResponse read = this.answer.read();
		assertThat(read).isNotNull();
		assertThat(read.choices()).hasSize(1);

		Thread other = new Thread(this.answer::ended);
		other.start();
		other.join();

		assertThat(ProviderAnswer.current()).isSameAs(this.answer);
		assertThat(this.answer.read()).isNull();
	}

	@Test
	void forgetsWhatHasComeWhenTheStreamHasEndedTheCall() {
		StringBuilder read = new StringBuilder();
		this.answer.atEnd((error) -> read.append(this.answer.read() != null));
		this.answer.event(CHUNK.formatted("Hello"));
		this.answer.streamed(null);
		assertThat(read).hasToString("true");
		assertThat(this.answer.read()).isNull();
	}

	@Test
	void keepsNothingOfAStreamThatIsTooLong() {
		this.answer.event(CHUNK.formatted("x".repeat(5_000_000)));
		this.answer.event(CHUNK.formatted("and the end"));
		assertThat(this.answer.read()).isNull();
	}

}
