package dev.gai.braintrust.springai.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.gai.braintrust.error.AnsweredErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines of a stream, in pieces as a network has them.
 */
class ErrorLinesTests {

	private static final String TEXT = "{\"message\":{\"content\":\"The \\\"error\\\" is {\"},\"done\":false}\n";

	private final List<AnsweredErrorException> found = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":\"no such modèl\"}", "{\"error\":\"no such modèl\"}\n",
			"data: {\"error\":{\"message\":\"no such modèl\",\"code\":404}}\n\n" })
	void areFoundInWhateverPiecesTheyCome(String error) {
		byte[] all = (TEXT + error).getBytes(StandardCharsets.UTF_8);
		for (int size = 1; size <= all.length; size++) {
			this.found.clear();
			ErrorLines lines = new ErrorLines(this.found::add);

			for (int start = 0; start < all.length; start += size) {
				lines.add(Arrays.copyOfRange(all, start, Math.min(all.length, start + size)));
			}

			assertThat(this.found).isNotEmpty()
				.allSatisfy((one) -> assertThat(one).hasMessageContaining("no such modèl"));
		}
	}

	@Test
	void areNoneWhereAnAnswerSpeaksOfThem() {
		ErrorLines lines = new ErrorLines(this.found::add);

		lines.add((TEXT + "\n\n" + TEXT + "data: [DONE]\n{\"error\":").getBytes(StandardCharsets.UTF_8));

		assertThat(this.found).isEmpty();
	}

	@Test
	void areFoundBehindALineThatIsTooLong() {
		ErrorLines lines = new ErrorLines(this.found::add);
		byte[] part = "x".repeat(50_000).getBytes(StandardCharsets.UTF_8);

		lines.add(part);
		lines.add(part);
		lines.add("\n{\"error\":\"no\"}\n".getBytes(StandardCharsets.UTF_8));

		assertThat(this.found).hasSize(1);
	}

}
