package dev.gai.braintrust.cost.catalog;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.gai.braintrust.cost.CostAnswer;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.CostUnavailable;
import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

class PriceCorrectionsTests {

	static final List<PriceCorrection> ALL = PriceCorrections.ALL;

	private static final Usage USAGE = Usage.builder().input(1_000_000L).output(1_000_000L).build();

	private final CostCalculator costs = CostCalculator.of(BundledPrices.catalog());

	/**
	 * After a refresh of the bundled prices a failure says that a correction has become
	 * needless, or that the file is wrong in a new way: look at the provider's page, then
	 * remove or renew the correction.
	 */
	@ParameterizedTest
	@FieldSource("ALL")
	void isStillNeededByTheBundledPrices(PriceCorrection correction) {
		String name = nameOf(correction);

		ModelSearch.Match match = BundledPrices.file().match(correction.provider(), name).orElseThrow();

		assertThat(correction.concerns(match)).as(name).isTrue();
		assertThat(correction.isNeeded(match.model())).as(name).isTrue();
		assertThat(match.model() != null).as("%s is known and wrong", name)
			.isEqualTo(correction.wrong() != null && !name.endsWith(":free"));
	}

	@ParameterizedTest
	@FieldSource("ALL")
	void saysWhereItIsFromAndWhy(PriceCorrection correction) {
		assertThat(URI.create(correction.source()).getScheme()).isEqualTo("https");
		assertThat(correction.reason()).endsWith(".");
	}

	@ParameterizedTest
	@CsvSource({ "deepseek, deepseek-chat, 2025-09-05T15:59:59Z, 1.37",
			"deepseek, deepseek-chat, 2025-09-05T16:00:00Z, 2.24",
			"deepseek, deepseek-reasoner, 2025-09-20T20:00:00Z, 2.24",
			"deepseek, deepseek-chat, 2025-10-01T00:00:00Z, 0.70",
			"deepseek, deepseek-chat, 2026-05-01T00:00:00Z, 0.42", "deepseek, deepseek-chat, 2026-08-01T00:00:00Z,",
			"deepseek, deepseek-flash, 2026-11-27T12:00:00Z, 0.75",
			"deepseek, deepseek-flash, 2026-11-27T02:00:00Z, 1.50",
			"deepseek, deepseek-flash, 2026-11-28T02:00:00Z, 0.75",
			"deepseek, deepseek-v4-flash, 2026-08-20T12:00:00Z, 0.88",
			"deepseek, deepseek-v4-flash, 2026-11-27T12:00:00Z, 0.75",
			"deepseek, deepseek-v4-pro, 2026-11-28T02:00:00Z, 2.64",
			"aws.bedrock, amazon.titan-embed-text-v1, 2026-11-28T02:00:00Z, 0.1",
			"aws.bedrock, amazon.titan-embed-text-v2:0, 2026-11-28T02:00:00Z, 0.02",
			"gcp.vertex_ai, claude-opus-4-6, 2026-03-12T23:59:59Z, 47.5",
			"gcp.vertex_ai, claude-opus-4-6, 2026-11-28T02:00:00Z, 30",
			"azure.ai.openai, o4-mini-deep-research, 2026-11-28T02:00:00Z, 10",
			"azure.ai.openai, o4-mini, 2026-11-28T02:00:00Z, 5.5",
			"mistral_ai, mistral-large-latest, 2025-12-01T23:59:59Z, 8",
			"mistral_ai, mistral-large-latest, 2026-11-28T02:00:00Z, 2",
			"openai, ft:gpt-4.1-2025-04-14:acme::abc, 2026-11-28T02:00:00Z, 15",
			"openai, ft:gpt-4.1-mini-2025-04-14:acme::abc, 2026-11-28T02:00:00Z, 4",
			"openai, ft:gpt-4.1-nano-2025-04-14:acme::abc, 2026-11-28T02:00:00Z, 1",
			"openai, gpt-oss-120b, 2026-11-28T02:00:00Z,", ", gpt-oss-20b, 2026-11-28T02:00:00Z,",
			"azure, gpt-oss-120b, 2026-11-28T02:00:00Z,", "groq, openai/gpt-oss-120b, 2026-11-28T02:00:00Z, 0.75",
			"gcp.gemini, models/gemini-2.5-flash, 2026-11-28T02:00:00Z, 2.8",
			"gcp.vertex_ai, publishers/google/models/gemini-2.5-flash, 2026-11-28T02:00:00Z, 2.8",
			"gcp.vertex_ai, projects/p/locations/us-central1/publishers/google/models/gemini-2.5-flash, 2026-11-28T02:00:00Z, 2.8",
			"gcp.vertex_ai, projects/p/locations/us-central1/endpoints/123, 2026-11-28T02:00:00Z,",
			"openrouter, openai/gpt-4o-mini, 2026-11-28T02:00:00Z, 0.75",
			"openrouter, openai/gpt-4o-mini:free, 2026-11-28T02:00:00Z, 0",
			"openrouter, deepseek/deepseek-r1:free, 2026-11-28T02:00:00Z, 0",
			"openrouter, openai/gpt-4o-mini:online, 2026-11-28T02:00:00Z,",
			"openrouter, openai/gpt-4o-mini:nitro, 2026-11-28T02:00:00Z,",
			"openrouter, openai/gpt-4o-mini:floor, 2026-11-28T02:00:00Z," })
	void pricesWhatTheFileHasWrongOrNotAtAll(@Nullable String provider, String model, Instant at,
			@Nullable BigDecimal expected) {
		CostAnswer answer = this.costs.explain(provider, model, model.contains("embed") ? embedded() : USAGE, at);

		if (expected == null) {
			assertThat(answer.unavailable()).isEqualTo(CostUnavailable.UNKNOWN_MODEL);
		}
		else {
			assertThat(answer.toOptional().orElseThrow().totalUsd()).isEqualByComparingTo(expected);
		}
	}

	@Test
	void believesAFileThatHasCaughtUp() {
		String json = """
				[{"id": "mistral", "models": [{"id": "mistral-large", "match": {"equals": "mistral-large-latest"},
				"prices": {"input_mtok": %s, "output_mtok": 6}}]}]
				""";

		assertThat(inputRate(json.formatted("2.00"))).isEqualByComparingTo("0.5");
		assertThat(inputRate(json.formatted("0.7"))).isEqualByComparingTo("0.7");
	}

	private static BigDecimal inputRate(String json) {
		PriceFile file = PriceFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "refreshed");
		return new CorrectedPrices(file).price("mistral", "mistral-large-latest", Instant.parse("2026-11-28T02:00:00Z"))
			.orElseThrow()
			.rates()
			.get(PriceUnit.INPUT)
			.base();
	}

	private static Usage embedded() {
		return Usage.builder().input(1_000_000L).build();
	}

	private static String nameOf(PriceCorrection correction) {
		return switch (correction.id()) {
			case ":free" -> "house/none:free";
			case "amazon.titan-embed-text-v2" -> "amazon.titan-embed-text-v2:0";
			case "ft:gpt-4.1", "ft:gpt-4.1-mini", "ft:gpt-4.1-nano" -> correction.id() + "-2025-04-14:acme::abc";
			case "ft:o4-mini" -> "ft:o4-mini-2025-04-16:acme::abc";
			default -> correction.id();
		};
	}

}
