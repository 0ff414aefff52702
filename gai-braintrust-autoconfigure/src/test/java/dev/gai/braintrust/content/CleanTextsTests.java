package dev.gai.braintrust.content;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.bytes.TextBytes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CleanTextsTests {

	private final CleanTexts texts = new CleanTexts();

	@Test
	void knowsTextsThatWereAdded() {
		this.texts.add("gpt-4o-mini");

		assertThat(this.texts.isKnown(new StringBuilder("gpt-4o-mini").toString())).isTrue();
		assertThat(this.texts.isKnown("gpt-4o")).isFalse();
	}

	@Test
	void forgetsATextWhosePlaceAnotherOneTakes() {
		this.texts.add("Aa");

		this.texts.add("BB");

		assertThat("Aa").hasSameHashCodeAs("BB");
		assertThat(this.texts.isKnown("Aa")).isFalse();
		assertThat(this.texts.isKnown("BB")).isTrue();
	}

	@Test
	void doesNotKeepLongTexts() {
		String text = "a".repeat(65);

		this.texts.add(text);

		assertThat(this.texts.isKnown(text)).isFalse();
	}

	@Test
	void masksASecretEachTimeItComes() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of()).forOneThread(new TextBytes());
		String secret = "password=hunter2-and-more";

		String first = masking.maskText("input", secret);
		String second = masking.maskText("input", secret);

		assertThat(first).doesNotContain("hunter2").isEqualTo(second);
	}

	@Test
	void whatIsCleanByItselfIsStillMaskedAsANumberOfACard() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of()).forOneThread(new TextBytes());
		MaskedJson json = new MaskedJson(masking, new ContentJson(), new TextBytes());
		String digits = "4111 1111 1111 1111";

		masking.maskText("input", "order 17 of 23");

		assertThat(json.write("input", Map.of("card", digits), 1024).json().toString()).doesNotContain("1111 1111");
	}

}
