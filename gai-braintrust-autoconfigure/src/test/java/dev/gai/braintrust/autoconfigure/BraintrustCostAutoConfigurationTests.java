package dev.gai.braintrust.autoconfigure;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

import dev.gai.braintrust.autoconfigure.properties.InvalidBraintrustPropertyException;
import dev.gai.braintrust.cost.BilledCall;
import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class BraintrustCostAutoConfigurationTests {

	private static final Usage usage = Usage.builder().input(1_000_000L).output(1_000_000L).build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BraintrustCostAutoConfiguration.class));

	@Test
	void suppliesACalculatorOverTheBundledPrices() {
		this.runner.run((context) -> assertThat(total(context.getBean(CostCalculator.class), "gpt-4o-mini"))
			.isEqualByComparingTo("0.75"));
	}

	@Test
	void prefersThePricesOfTheApplication() {
		this.runner
			.withPropertyValues("gai.braintrust.cost.overrides[0].model=gpt-4o-mini",
					"gai.braintrust.cost.overrides[0].input-per-million=1.5",
					"gai.braintrust.cost.overrides[0].output-per-million=2")
			.run((context) -> assertThat(total(context.getBean(CostCalculator.class), "gpt-4o-mini"))
				.isEqualByComparingTo("3.5"));
	}

	@Test
	void prefersThePricesOfTheApplicationForATier() {
		this.runner.withPropertyValues("gai.braintrust.cost.overrides[0].provider=openai",
				"gai.braintrust.cost.overrides[0].model=gpt-4o-mini", "gai.braintrust.cost.overrides[0].tier=priority",
				"gai.braintrust.cost.overrides[0].input-per-million=1.5",
				"gai.braintrust.cost.overrides[0].output-per-million=2")
			.run((context) -> {
				CostCalculator costs = context.getBean(CostCalculator.class);
				BilledCall call = new BilledCall("openai", "gpt-4o-mini", null, usage, Billing.ofTier("priority"), null,
						Instant.now());
				assertThat(costs.explain(call).toOptional().orElseThrow().totalUsd()).isEqualByComparingTo("3.5");
				assertThat(total(costs, "gpt-4o-mini")).isEqualByComparingTo("0.75");
			});
	}

	@Test
	void knowsNoCostOfAnUnknownModel() {
		this.runner.run((context) -> assertThat(
				context.getBean(CostCalculator.class).cost(null, "nobody-sells-this", usage, Instant.now()))
			.isEmpty());
	}

	@Test
	void backsOffFromBeansOfTheApplication() {
		CostCalculator own = (provider, model, tokens, at) -> Optional.<Cost>empty();
		this.runner.withBean(CostCalculator.class, () -> own)
			.run((context) -> assertThat(context).getBean(CostCalculator.class).isSameAs(own));
		PriceCatalog none = (provider, model, at) -> Optional.empty();
		this.runner.withBean(PriceCatalog.class, () -> none).run((context) -> {
			assertThat(context).getBean(PriceCatalog.class).isSameAs(none);
			assertThat(context.getBean(CostCalculator.class).cost("openai", "gpt-4o-mini", usage, Instant.now()))
				.isEmpty();
		});
	}

	@Test
	void isAbsentWhenSwitchedOff() {
		this.runner.withPropertyValues("gai.braintrust.cost.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CostCalculator.class)
				.doesNotHaveBean(PriceCatalog.class));
		this.runner.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CostCalculator.class));
	}

	@Test
	void refusesTwoPricesOfOneModel() {
		this.runner.withPropertyValues("gai.braintrust.cost.overrides[0].model=mine",
				"gai.braintrust.cost.overrides[0].input-per-million=1", "gai.braintrust.cost.overrides[1].model=mine",
				"gai.braintrust.cost.overrides[1].input-per-million=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidBraintrustPropertyException.class)
				.hasMessageContaining("gai.braintrust.cost.overrides"));
	}

	private static BigDecimal total(CostCalculator calculator, String model) {
		return calculator.cost("openai", model, usage, Instant.now()).orElseThrow().totalUsd();
	}

}
