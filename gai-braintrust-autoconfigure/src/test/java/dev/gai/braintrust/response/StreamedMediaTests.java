package dev.gai.braintrust.response;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import dev.gai.braintrust.content.media.MediaOfRow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Images and files within a text that arrives in pieces: they are kept whole, and the
 * text behind them, too.
 */
@Tag("thorough")
class StreamedMediaTests {

	private static final int MOST = 10_000;

	private static final byte[] PNG = png(300_000);

	private static final String BASE64 = Base64.getEncoder().encodeToString(PNG);

	private static final String NOTE = String.valueOf(MediaOfRow.described().apply("data:image/png;base64," + BASE64));

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 76, 50_000, 1_000_000 })
	void areKeptWholeAndTheTextBehindThem(int piece) {
		String text = "Here: data:image/png;base64," + BASE64 + " and ![it](data:image/png;base64," + BASE64 + ") done";

		StreamedOutput output = streamed(text, piece);

		assertThat(output.value()).isEqualTo(text);
		assertThat(output.isCut()).isFalse();
		assertThat(described(output)).isEqualTo("Here: " + NOTE + " and ![it](" + NOTE + ") done");
	}

	@Test
	void areKeptWhereTheyAreFoldedToLinesOrEscaped() {
		String folded = Base64.getMimeEncoder(76, new byte[] { '\r', '\n' }).encodeToString(PNG);
		for (String data : new String[] { folded, BASE64.replace("/", "\\/"), folded.replace("\r\n", "\\n") }) {
			StreamedOutput output = streamed("<data:image/png;base64," + data + "> done", 1000);

			assertThat(output.isCut()).isFalse();
			assertThat(described(output)).isEqualTo("<" + NOTE + "> done");
		}
	}

	@Test
	void leaveTheRoomForTextAsItIs() {
		StreamedOutput words = streamed("word ".repeat(5000), 3);
		StreamedOutput mixed = streamed("word ".repeat(1000) + BASE64 + " word".repeat(5000), 999);

		assertThat(words.value()).isEqualTo("word ".repeat(5000).substring(0, MOST));
		assertThat(words.isCut()).isTrue();
		assertThat(mixed.value())
			.isEqualTo(("word ".repeat(1000) + BASE64 + " word".repeat(5000)).substring(0, MOST + BASE64.length()));
		assertThat(mixed.isCut()).isTrue();
	}

	@Test
	void areLeftOutRatherThanCut() {
		String small = "data:image/png;base64," + Base64.getEncoder().encodeToString(png(300));
		for (int words = MOST - 500; words < MOST + 10; words += 7) {
			String text = "a ".repeat(words / 2);
			StreamedOutput output = streamed(text + small + " and more words", 100);

			assertThat(described(output))
				.matches("(a )+<image/png, 300 bytes, SHA-256 .*|(a )+(data:[a-z/;0-9,]*|[dat]*)");
		}
	}

	@Test
	void areSaidToBeCutWhereTheyAreTooLarge() {
		String url = "data:image/png;base64," + "A7b/".repeat(7_500_000);
		StreamedOutput output = streamed("It is " + url + " here " + BASE64 + " and there", 1_000_000);

		assertThat(output.value())
			.isEqualTo("It is <image/png, cut: 0 of 22500000 bytes kept> here " + BASE64 + " and there");
		assertThat(output.isCut()).isTrue();
		assertThat(streamed(url, 1_000_000).value()).isEqualTo("<image/png, cut: 0 of 22500000 bytes kept>");
	}

	@Test
	void areKeptInDocumentsBeforeTheLast() {
		String image = "{\"type\":\"image_generation.completed\",\"b64_json\":\""
				+ Base64.getEncoder().encodeToString(png(4_000_000)) + "\"}";
		StreamedOutput output = new StreamedOutput(MOST, true);
		output.add(image);
		output.add("{\"type\":\"done\"}");

		LlmResponse read = output.readText();
		assertThat(read).isNotNull();
		assertThat(read.output()).asString().contains("image/png, 4000000 bytes");
		assertThat(output.isCut()).isFalse();
	}

	@Test
	void areJoinedWhereTheirBytesComeInPieces() {
		byte[] sound = new byte[40_001];
		new Random(2).nextBytes(sound);
		StreamedOutput output = new StreamedOutput(MOST, true);
		for (int at = 0; at < sound.length; at += 10_000) {
			byte[] piece = Arrays.copyOfRange(sound, at, Math.min(sound.length, at + 10_000));
			output.add("{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"audio\":{"
					+ "\"data\":\"" + Base64.getEncoder().encodeToString(piece) + "\",\"transcript\":\"la \"}}}]}");
		}

		LlmResponse read = output.readText();

		assertThat(read).isNotNull();
		Message said = read.choices().get(0).message();
		assertThat(said.content()).isEqualTo("la la la la la ");
		assertThat(MediaOfRow.described().apply(said.fields().get("audio"))).asString()
			.startsWith("{data=<audio/pcm, 40001 bytes, SHA-256 ");
	}

	private static StreamedOutput streamed(String text, int piece) {
		StreamedOutput output = new StreamedOutput(MOST, true);
		for (int at = 0; at < text.length(); at += piece) {
			output.add(text.substring(at, Math.min(text.length(), at + piece)));
		}
		return output;
	}

	private static String described(StreamedOutput output) {
		return MediaOfRow.described().applyToText(String.valueOf(output.value()));
	}

	private static byte[] png(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		byte[] head = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
		System.arraycopy(head, 0, bytes, 0, head.length);
		return bytes;
	}

}
