package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;

import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.UsageCases;
import dev.gai.braintrust.response.UsageCases.UsageCase;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

/** Answers as providers document them come to what the providers bill for them. */
class UsageCaseCostsTests {

	private final CostCalculator costs = CostCalculator.of(BundledPrices.catalog());

	@ParameterizedTest
	@MethodSource
	void costsWhatTheProviderBills(UsageCase usageCase) {
		LlmResponse read = ResponseReaders.readJson(usageCase.maps());
		assertThat(read).isNotNull();
		Usage usage = (read.usage() != null) ? read.usage() : Usage.builder().build();

		BigDecimal reported = read.billing().costUsd();
		CostAnswer listed = this.costs.explain(new BilledCall(usageCase.provider(), usageCase.model(), read.model(),
				usage, read.billing(), null, Instant.parse("2026-11-28T12:00:00Z")));

		BigDecimal cost = (reported != null) ? reported : listed.toOptional().map(Cost::totalUsd).orElse(null);
		assertThat(cost).as(String.valueOf(listed.detail())).isNotNull();
		assertThat(cost).isCloseTo(usageCase.cost(), offset(new BigDecimal("1e-12")));
	}

	static Stream<UsageCase> costsWhatTheProviderBills() {
		return UsageCases.all().filter((usageCase) -> usageCase.cost() != null);
	}

}
