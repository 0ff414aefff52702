package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Audio, images and time, which are not billed as text. */
class ModalityTests {

	private final CostCalculator costs = CostCalculator.of(BundledPrices.catalog());

	@Test
	void chargesAudioAtItsOwnRate() {
		CostAnswer answer = explain("openai", "gpt-audio",
				(it) -> it.input(500L).output(400L).audioInput(400L).audioOutput(350L));

		assertCost(answer, "0.03595");
	}

	@Test
	void hasNoCostForAudioOfAModelWithoutARateForIt() {
		for (String model : new String[] { "gpt-4o-audio-preview", "gpt-4o-mini-audio-preview", "gpt-4o" }) {
			CostAnswer input = explain("openai", model, (it) -> it.input(500L).output(400L).audioInput(400L));
			CostAnswer output = explain("openai", model, (it) -> it.input(500L).output(400L).audioOutput(350L));

			assertThat(input.unavailable()).isEqualTo(CostUnavailable.UNPRICED_AUDIO);
			assertThat(input.detail()).contains(model).contains("AUDIO_INPUT");
			assertThat(output.unavailable()).isEqualTo(CostUnavailable.UNPRICED_AUDIO);
			assertThat(explain("openai", model, (it) -> it.input(500L).output(400L).audioInput(0L)).cost()).isNotNull();
		}
	}

	@Test
	void hasNoCostForImagesOfAModelWithoutARateForThem() {
		assertThat(explain("openai", "gpt-4o", (it) -> it.input(50L).output(5L).imageOutput(5L)).unavailable())
			.isEqualTo(CostUnavailable.UNPRICED_IMAGES);
		assertThat(
				explain("openrouter", "openai/gpt-4o", (it) -> it.input(50L).output(5L).imageInput(5L)).unavailable())
			.isEqualTo(CostUnavailable.UNPRICED_IMAGES);
	}

	@Test
	void chargesImagesAndAudioAsTextWhereGoogleHasOneRateForAll() {
		assertCost(explain("google", "gemini-2.5-pro",
				(it) -> it.input(1000L).output(0L).imageInput(300L).audioInput(300L)), "0.00125");
		assertCost(explain("google", "gemini-2.5-flash", (it) -> it.input(1000L).output(0L).audioInput(300L)),
				"0.00051");
	}

	@Test
	void chargesWhatAnImageModelMakesAsImagesUnlessTheAnswerTellsThemApart() {
		assertCost(explain("google", "gemini-2.5-flash-image", (it) -> it.input(10L).output(1290L)), "0.038703");
		assertCost(explain("google", "gemini-2.5-flash-image", (it) -> it.input(10L).output(1300L).imageOutput(1290L)),
				"0.038728");
		assertCost(explain("openai", "gpt-image-1", (it) -> it.input(50L).output(50L).imageInput(40L)), "0.00245");
		assertCost(explain("openai", "gpt-image-1", (it) -> it.input(50L).output(50L).imageInput(40L).imageOutput(50L)),
				"0.00245");
	}

	@Test
	void chargesTimeOfAudio() {
		assertCost(explain("openai", "whisper-1", (it) -> it.audioDuration(Duration.ofSeconds(27))), "0.0027");
		assertCost(explain("openai", "whisper-1", (it) -> it.audioDuration(Duration.ofMillis(1))), "0.0000001");
		assertThat(explain("openai", "whisper-1", (it) -> it.audioDuration(Duration.ofSeconds(-1))).unavailable())
			.isEqualTo(CostUnavailable.NEGATIVE_USAGE);
	}

	@Test
	void chargesWhatTheProviderSaysItCharges() {
		Usage used = Usage.builder().input(71L).output(418L).build();
		Usage billed = Usage.builder().input(5L).output(418L).build();
		Billing billing = new Billing(null, null, null, null, null, billed);

		assertCost(this.costs.explain(new BilledCall("cohere", "command-a-03-2025", null, used, billing, null, AT)),
				"0.0041925");
	}

	private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");

	private CostAnswer explain(String provider, String model, UnaryOperator<Usage.Builder> usage) {
		return this.costs.explain(
				new BilledCall(provider, model, null, usage.apply(Usage.builder()).build(), Billing.UNKNOWN, null, AT));
	}

	private static void assertCost(CostAnswer answer, String usd) {
		assertThat(answer.detail()).isNull();
		assertThat(answer.toOptional().orElseThrow().totalUsd()).isEqualByComparingTo(new BigDecimal(usd));
	}

}
