package dev.gai.braintrust.content.media;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drawings in data URLs whose bytes are escaped instead of being in Base64.
 */
class EscapedDrawingsTests {

	private static final String SVG = "%3Csvg%20xmlns='http://www.w3.org/2000/svg'%3E%3Cpath%20d='M0%200'/%3E%3C/svg%3E";

	@ParameterizedTest
	@ValueSource(strings = { "data:image/svg+xml;charset=utf-8,", "data:image/svg+xml,", "data:image/svg+xml;utf8," })
	void areBytes(String head) {
		assertThat(described(head + SVG)).contains("image/svg+xml").doesNotContain("%3C");
		assertThat(described("see " + head + SVG + " there")).startsWith("see ")
			.endsWith(" there")
			.contains("image/svg+xml")
			.doesNotContain("%3C");
		assertThat(described("![a](" + head + SVG + ")")).doesNotContain("%3C").endsWith(")");
		assertThat(described("{\"image\":\"" + head + SVG + "\"}")).doesNotContain("%3C").endsWith("\"}");
		assertThat(MediaOfRow.described().apply(Map.of("image_url", List.of(Map.of("url", head + SVG)))).toString())
			.doesNotContain("%3C");
	}

	@Test
	void areTextWhereTheyAreNotWhole() {
		for (String text : List.of("data:image/svg+xml,%3Csvg viewBox=\"0 0\"%3E", "data:image/svg+xml,%3C%zz%3E",
				"data:image/svg+xml", "data:image/svg+xml,plain", "data:image/svg+xml;a=b")) {
			assertThat(described(text)).isEqualTo(text);
		}
	}

	private static String described(String text) {
		return String.valueOf(MediaOfRow.described().apply(text));
	}

}
