package dev.gai.braintrust.content.media;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What bytes are is told by how they begin.
 */
class MediaTypesTests {

	@ParameterizedTest
	@CsvSource({ "RIFF1234WEBPVP8, image/webp", "RIFF1234WAVEfmt, audio/wav", "RIFF1234AVI LIST, video/x-msvideo",
			"RIFF1234ELSE, ", "RIFF, ", "1234ftypheic, image/heic", "1234ftypheix, image/heic",
			"1234ftypmif1, image/heic", "1234ftypavif, image/avif", "1234ftypM4A, audio/mp4",
			"1234ftypqt, video/quicktime", "1234ftypisom, video/mp4", "GIF87a, image/gif", "GIF89a, image/gif",
			"%PDF-1.7, application/pdf", "OggS, audio/ogg", "fLaC, audio/flac", "ID3, audio/mpeg", "hello, " })
	void tellsWhatBytesAre(String start, String type) {
		assertThat(MediaTypes.of(start.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(type);
	}

	@ParameterizedTest
	@CsvSource({ "image/PNG, image/png", "text/plain; charset=utf-8, text/plain", "image, ", "'a b/c', " })
	void takesTheTypeThatIsSaid(String said, String type) {
		assertThat(MediaTypes.named(said)).isEqualTo(type);
	}

	@Test
	void takesNoTypeThatIsMissingOrLong() {
		assertThat(MediaTypes.named(null)).isNull();
		assertThat(MediaTypes.named("image/" + "x".repeat(300))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "image/jpeg, image.jpg", "audio/mpeg, audio.mp3", "application/pdf, file.pdf", "text/plain, file.txt",
			"application/vnd.ms-excel, file.bin" })
	void namesAFile(String type, String name) {
		assertThat(MediaTypes.fileName(type)).isEqualTo(name);
	}

}
