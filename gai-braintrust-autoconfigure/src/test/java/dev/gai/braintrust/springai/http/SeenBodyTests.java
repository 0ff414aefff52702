package dev.gai.braintrust.springai.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies of answers that are read by somebody else.
 */
class SeenBodyTests {

	private final List<String> told = new ArrayList<>();

	private final SeenBody seen = new SeenBody(this.told::add);

	@Test
	void tellsWhatWasReadOnce() throws IOException {
		InputStream body = this.seen.of(stream("{\"a\":\"é\"}"));
		assertThat(body.read()).isEqualTo('{');
		byte[] rest = body.readAllBytes();

		this.seen.tell();
		this.seen.tell();

		assertThat(this.told).containsExactly("{\"a\":\"é\"}");
		assertThat(new String(rest, StandardCharsets.UTF_8)).isEqualTo("\"a\":\"é\"}");
	}

	@Test
	void tellsNothingOfABodyThatIsTooLongOrNeverRead() throws IOException {
		this.seen.tell();
		String text = "x".repeat(600 * 1024);
		byte[] all = this.seen.of(stream(text)).readAllBytes();

		this.seen.tell();

		assertThat(this.told).isEmpty();
		assertThat(all).hasSize(text.length());
	}

	private static InputStream stream(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

}
