package dev.gai.braintrust.cost.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;

import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.CostAnswer;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.CostUnavailable;
import dev.gai.braintrust.usage.Usage;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Cases that the reference implementation of the price data evaluated. */
class PriceCasesTests {

	private final PriceFile prices = BundledPrices.file();

	@ParameterizedTest
	@MethodSource
	void costsWhatTheReferenceSays(JsonNode priceCase) {
		JsonNode expected = priceCase.path("expected");
		CostAnswer answer = answer(priceCase);
		assertThat(answer.detail()).isNull();
		Cost cost = answer.toOptional().orElseThrow();
		assertAmount(cost.inputUsd(), expected, "input");
		assertAmount(cost.outputUsd(), expected, "output");
		assertAmount(cost.totalUsd(), expected, "total");
		assertThat(cost.source()).isEqualTo("bundled:genai-prices@0.1.8");
	}

	static Stream<Named<JsonNode>> costsWhatTheReferenceSays() throws IOException {
		return cases("ok").filter((named) -> !isEmpty(named.getPayload().path("usage")));
	}

	@ParameterizedTest
	@MethodSource("costsWhatTheReferenceSays")
	void findsTheModelThatTheReferenceFinds(JsonNode priceCase) {
		ModelSearch.Match match = this.prices
			.match(priceCase.path("provider_id").stringValue(), priceCase.path("model").stringValue())
			.orElseThrow();
		JsonNode expected = priceCase.path("expected");
		assertThat(match.provider().id()).isEqualTo(expected.path("matched_provider").stringValue());
		assertThat(match.model().id()).isEqualTo(expected.path("matched_model").stringValue());
	}

	@ParameterizedTest
	@MethodSource
	void knowsNoPriceWhereTheReferenceKnowsNone(JsonNode priceCase) {
		assertThat(answer(priceCase).unavailable()).isEqualTo(CostUnavailable.UNKNOWN_MODEL);
	}

	static Stream<Named<JsonNode>> knowsNoPriceWhereTheReferenceKnowsNone() throws IOException {
		return cases("no_price");
	}

	@ParameterizedTest
	@MethodSource
	void refusesUsageThatTheReferenceRefuses(JsonNode priceCase) {
		assertThat(answer(priceCase).unavailable()).isIn(CostUnavailable.CONTRADICTORY_USAGE,
				CostUnavailable.INCOMPLETE_USAGE);
	}

	static Stream<Named<JsonNode>> refusesUsageThatTheReferenceRefuses() throws IOException {
		return cases("error");
	}

	@ParameterizedTest
	@MethodSource
	void doesNotTakeAbsentUsageForZeroAsTheReferenceDoes(JsonNode priceCase) {
		assertThat(answer(priceCase).unavailable()).isEqualTo(CostUnavailable.NO_USAGE);
	}

	static Stream<Named<JsonNode>> doesNotTakeAbsentUsageForZeroAsTheReferenceDoes() throws IOException {
		return cases("ok").filter((named) -> isEmpty(named.getPayload().path("usage")));
	}

	private CostAnswer answer(JsonNode priceCase) {
		return CostCalculator.of(this.prices)
			.explain(priceCase.path("provider_id").stringValue(), priceCase.path("model").stringValue(),
					usage(priceCase.path("usage")), Instant.parse(priceCase.path("timestamp").stringValue()));
	}

	private static void assertAmount(BigDecimal actual, JsonNode expected, String part) {
		assertThat(actual).isEqualByComparingTo(expected.path("exact_" + part + "_usd").stringValue());
		double reference = expected.path(part + "_price").doubleValue();
		assertThat(actual.doubleValue()).isCloseTo(reference, Offset.offset(1e-12 * Math.max(1e-6, reference)));
	}

	private static Usage usage(JsonNode usage) {
		return Usage.builder()
			.input(figure(usage, "input_tokens"))
			.output(figure(usage, "output_tokens"))
			.cachedInput(figure(usage, "cache_read_tokens"))
			.cacheWriteInput(figure(usage, "cache_write_tokens"))
			.cacheWrite1h(figure(usage, "cache_write_1h_tokens"))
			.reasoningOutput(figure(usage, "output_reasoning_tokens"))
			.audioInput(figure(usage, "input_audio_tokens"))
			.cachedAudioInput(figure(usage, "cache_audio_read_tokens"))
			.audioOutput(figure(usage, "output_audio_tokens"))
			.webSearches(figure(usage, "web_searches"))
			.build();
	}

	private static @Nullable Long figure(JsonNode usage, String name) {
		return usage.has(name) ? Long.valueOf(usage.path(name).longValue()) : null;
	}

	private static boolean isEmpty(JsonNode usage) {
		return usage.size() == 0;
	}

	private static Stream<Named<JsonNode>> cases(String status) throws IOException {
		try (InputStream json = PriceCasesTests.class.getResourceAsStream("price-cases.json")) {
			JsonNode root = JsonMapper.shared().readTree(json);
			return Stream.concat(root.path("cases").valueStream(), root.path("negative_cases").valueStream())
				.filter((node) -> node.path("expected").path("status").stringValue().equals(status))
				.map((node) -> Named.of(node.path("id").stringValue() + " " + node.path("note").stringValue(), node));
		}
	}

}
