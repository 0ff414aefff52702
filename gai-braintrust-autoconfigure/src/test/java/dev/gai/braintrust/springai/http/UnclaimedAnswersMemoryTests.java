package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

import dev.gai.braintrust.request.server.ServerAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streamed answers whose requests nobody observes, so that nobody asks for what has been
 * seen of them, in a process with little memory.
 */
@Tag("application")
class UnclaimedAnswersMemoryTests {

	@Test
	void areForgottenWhereMemoryIsShort() throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				ManyAnswers.class.getName())
			.redirectErrorStream(true)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

		assertThat(process.waitFor()).as(printed).isZero();
	}

	static final class ManyAnswers {

		private ManyAnswers() {
		}

		/** 200 KB each. */
		public static void main(String[] args) {
			HttpExchanges exchanges = new HttpExchanges();
			String thought = "thought ".repeat(2_500);
			for (int i = 0; i < 500; i++) {
				AnswerEvents answer = new AnswerEvents(new HttpAttempt(new ServerAddress("models.example", 443), null,
						0, Instant.EPOCH, Instant.EPOCH, null), exchanges, null);
				exchanges.open().begin(answer);
				for (int chunk = 0; chunk < 10; chunk++) {
					answer.line("data: {\"id\":\"" + i + "\",\"object\":\"chat.completion.chunk\",\"choices\":"
							+ "[{\"index\":0,\"delta\":{\"reasoning_content\":\"" + thought + chunk + "\"}}]}");
				}
				if (i % 2 == 0) {
					answer.ended();
				}
				else {
					answer.left();
				}
			}
		}

	}

}
