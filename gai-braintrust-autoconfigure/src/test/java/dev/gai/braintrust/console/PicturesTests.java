package dev.gai.braintrust.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.gai.braintrust.content.media.StoredMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PicturesTests {

	private final Pictures pictures = new Pictures(1000);

	@ParameterizedTest
	@CsvSource({ "iVBORw0KGgoAAAANSUhEUg==, image/png", "/9j/4AAQSkZJRg==, image/jpeg", "R0lGODlhAQABAA==, image/gif",
			"UklGRiQAAABXRUJQVlA4IA==, image/webp" })
	void keepsPicturesByWhatTheyAre(String base64, String type) {
		this.pictures.upload(new StoredMedia("k", "text/html", "x", "", Base64.getDecoder().decode(base64), "t", "s"));

		assertThat(this.pictures.find("k").type()).isEqualTo(type);
		assertThat(this.pictures.keys("t")).containsExactly("k");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "RIFFxxxxWAVE", "RIFF", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7",
			"<html>", "BM" })
	void keepsNothingElse(String text) {
		this.pictures.upload(
				new StoredMedia("k", "image/png", "x.png", "", text.getBytes(StandardCharsets.ISO_8859_1), "t", "s"));

		assertThat(this.pictures.find("k")).isNull();
	}

	@Test
	void letsTheOldestGoWhereThereIsNoRoom() {
		for (int i = 0; i < 5; i++) {
			this.pictures.add("t" + i, "k" + i, gif(300));
		}
		this.pictures.add("large", "large", gif(501));

		assertThat(this.pictures.find("large")).isNull();
		assertThat(this.pictures.find("k1")).isNull();
		assertThat(this.pictures.find("k2")).isNotNull();
		assertThat(this.pictures.keys("t4")).containsExactly("k4");
	}

	@Test
	void knowsAllTracesThatReferToAPicture() {
		this.pictures.add("a", "k", gif(10));
		this.pictures.add("b", "k", gif(10));

		assertThat(this.pictures.keys("a")).containsExactly("k");
		assertThat(this.pictures.keys("b")).containsExactly("k");
		assertThat(this.pictures.keys("c")).isEmpty();
	}

	@Test
	void namesAPictureByItsBytes() {
		assertThat(this.pictures.reserve("0123456789abcdef0123456789abcdef0123", 5))
			.isEqualTo("local-0123456789abcdef0123456789abcdef");
		assertThat(this.pictures.reserve("01", 5)).isEqualTo("local-01");
	}

	private static byte[] gif(int length) {
		byte[] bytes = new byte[length];
		System.arraycopy("GIF89a".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, 6);
		return bytes;
	}

}
