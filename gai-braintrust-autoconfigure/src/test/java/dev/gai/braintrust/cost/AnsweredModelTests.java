package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.time.Instant;

import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnsweredModelTests {

	private static final Usage USAGE = Usage.builder().input(1_000_000L).output(0L).build();

	private final CostCalculator costs = CostCalculator.of(BundledPrices.catalog());

	@ParameterizedTest
	@CsvSource({ "openai, gpt-4o, gpt-4o-2024-08-06, 2.5", "openai, gpt-4o, , 2.5", "openai, , gpt-4o, 2.5",
			"openai, gpt-4o, ' ', 2.5", "openai, gpt-4o, gpt-4o-mini, 0.15",
			// Snapshots that the file does not know.
			"openai, gpt-4o, gpt-4o-2031-01-01, 2.5", "openai, gpt-4o, gpt-4o-20310101, 2.5",
			"anthropic, claude-sonnet-4-5, claude-sonnet-4-5@20310101, 6",
			"google, gemini-2.5-pro, gemini-2.5-pro-latest-001, 2.5",
			"google, models/gemini-2.5-pro, gemini-2.5-pro-003, 2.5",
			"groq, llama-3.3-70b-versatile, llama-3.3-70b-versatile-v2, 0.59",
			// Deployments and routers name another model in the answer.
			"azure, my-deployment, gpt-4o-2024-11-20, 2.5",
			// Where a model runs is said by the name that was asked for.
			"aws, global.anthropic.claude-haiku-4-5-20251001-v1:0, claude-haiku-4-5-20251001, 1",
			"aws, jp.anthropic.claude-haiku-4-5-20251001-v1:0, claude-haiku-4-5-20251001, 1.1",
			"aws, arn:aws:bedrock:us-east-1:1:inference-profile/global.anthropic.claude-opus-4-6-v1, claude-opus-4-6, 5",
			"aws, arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0, , 0.8",
			"google, projects/p/locations/europe-west1/publishers/anthropic/models/claude-haiku-4-5@20251001, claude-haiku-4-5-20251001, 1.1",
			"google, projects/p/locations/us/publishers/anthropic/models/claude-haiku-4-5, , 1.1",
			"google, projects/p/locations/global/publishers/anthropic/models/claude-haiku-4-5, claude-haiku-4-5-20251001, 1",
			"google, projects/p/locations/us-east5/publishers/anthropic/models/claude-3-5-haiku@20241022, , 0.8",
			"google, projects/p/locations/us-east5/publishers/google/models/gemini-2.5-flash, gemini-2.5-flash, 0.3",
			"vertex_ai, google/gemini-2.5-flash, google/gemini-2.5-flash, 0.3",
			// Such a name has a provider behind it, and no price of its own here.
			"openai, house/gpt-4o, gpt-4o-2024-08-06, 2.5", "openrouter, openrouter/auto, openai/gpt-4o-mini, 0.15" })
	void pricesTheModelThatAnswered(String provider, @Nullable String asked, @Nullable String answered,
			BigDecimal usd) {
		assertThat(explain(provider, asked, answered).toOptional().orElseThrow().totalUsd()).isEqualByComparingTo(usd);
	}

	@ParameterizedTest
	@CsvSource({ "openrouter, openai/gpt-5-pro, acme/unlisted-70b", "openai, gpt-4o, house-name",
			"openai, gpt-4o, gpt-4o-super", "openai, gpt-5, gpt-5-9", "openai, gpt-5, gpt-5.9",
			"groq, llama-3.3-70b-versatile, llama", "openai, gpt-4o, gpt-4",
			"openrouter, openai/gpt-4o-mini:online, openai/gpt-4o-mini",
			"openrouter, openai/gpt-4o-mini:nitro, openai/gpt-4o-mini-2024-07-18", "openai, my-alias, ", ", , ''" })
	void hasNoCostWhereAnotherModelAnswered(@Nullable String provider, @Nullable String asked,
			@Nullable String answered) {
		CostAnswer answer = explain(provider, asked, answered);

		if ("gpt-4".equals(answered)) {
			assertThat(answer.toOptional().orElseThrow().totalUsd()).isEqualByComparingTo("30");
		}
		else {
			assertThat(answer.unavailable()).isEqualTo(CostUnavailable.UNKNOWN_MODEL);
			assertThat(answer.detail()).isNotBlank();
		}
	}

	private CostAnswer explain(@Nullable String provider, @Nullable String asked, @Nullable String answered) {
		return this.costs.explain(new BilledCall(provider, asked, answered, USAGE, Billing.UNKNOWN, null,
				Instant.parse("2026-11-28T12:00:00Z")));
	}

}
