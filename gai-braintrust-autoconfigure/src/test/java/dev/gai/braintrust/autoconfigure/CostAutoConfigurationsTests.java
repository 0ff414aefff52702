package dev.gai.braintrust.autoconfigure;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.autoconfigure.properties.InvalidBraintrustPropertyException;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.cost.budget.RedisSharedSpending;
import dev.gai.braintrust.cost.budget.SharedSpending;
import dev.gai.braintrust.cost.catalog.PriceRefresh;
import dev.gai.braintrust.endpoint.LlmUsageEndpoint;
import dev.gai.braintrust.guard.EventRelay;
import dev.gai.braintrust.metrics.CallMeters;
import dev.gai.braintrust.metrics.ConventionMeters;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.CompletedCalls;
import dev.gai.braintrust.usage.UsageLedger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is there of prices, budgets, figures and meters, and when.
 */
@Tag("application")
@ExtendWith(OutputCaptureExtension.class)
class CostAutoConfigurationsTests {

	private static final String[] BUDGET = { "gai.braintrust.cost.budgets[0].name=daily",
			"gai.braintrust.cost.budgets[0].limit-usd=5" };

	private final ApplicationContextRunner runner = AutoConfigured.context()
		.withConfiguration(AutoConfigurations.of(BraintrustCostAutoConfiguration.class,
				BraintrustUsageAutoConfiguration.class, BraintrustBudgetAutoConfiguration.class,
				BraintrustUsageEndpointAutoConfiguration.class, BraintrustCallMetricsAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	@Test
	void countsWithoutAKeyAndWithoutBudgets() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(UsageLedger.class)
				.hasSingleBean(Budgets.class)
				.hasSingleBean(EventRelay.class)
				.hasSingleBean(CompletedCalls.class)
				.doesNotHaveBean(BudgetLifecycle.class)
				.doesNotHaveBean(PriceRefresh.class)
				.doesNotHaveBean(CallMeters.class);
			context.getBean(GenAiTracer.class).llm("openai", "gpt-4o").run((span) -> span.usage(1000, 500));
			assertThat(context.getBean(UsageLedger.class).report().all().total().costUsd()).isEqualTo("0.0075");
		});
	}

	@Test
	void showsNoKeyThatTookThePlaceOfAName(CapturedOutput output) {
		String key = "sk-proj-" + "Zm4Kq81xTb".repeat(3);
		this.runner.withPropertyValues(BUDGET)
			.withPropertyValues("gai.braintrust.cost.budgets[0].by=model,metadata.tenant",
					"gai.braintrust.cost.budgets[0].action=block", "gai.braintrust.usage.metadata-keys=tenant")
			.run((context) -> {
				GenAiTracer tracer = context.getBean(GenAiTracer.class);
				for (String model : List.of(key, "gpt-4o?api_key=" + key, "gpt-4o")) {
					tracer.llm(key, model)
						.with((span) -> span.costCenter(key, null).metadata("tenant", key))
						.run((span) -> {
							span.usage(1000, 500);
							span.responseModel(model + "-" + key);
						});
					tracer.llm("openai", model)
						.with((span) -> span.metadata("tenant", key))
						.run((span) -> span.cost(BigDecimal.TEN));
					assertThatThrownBy(() -> tracer.llm("openai", model)
						.with((span) -> span.metadata("tenant", key))
						.run((span) -> span.usage(1, 1))).isInstanceOf(BudgetExceededException.class)
						.hasMessageNotContaining(key);
				}
				String usage = JsonMapper.shared().writeValueAsString(context.getBean(LlmUsageEndpoint.class).usage());
				assertThat(usage).contains("[masked:api-key]", "\"unpricedModels\"").doesNotContain(key);
				assertThat(output).contains("Calls of model [masked:api-key]", "is spent").doesNotContain(key);
			});
	}

	@Test
	void hasNoneOfItWhereTracingIsOff() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues(BUDGET)
			.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(UsageLedger.class)
				.doesNotHaveBean(Budgets.class)
				.doesNotHaveBean(CallListener.class)
				.doesNotHaveBean(LlmUsageEndpoint.class)
				.doesNotHaveBean(BudgetLifecycle.class));
	}

	@Test
	void backsOffFromBeansOfTheApplication() {
		UsageLedger own = new UsageLedger(List.of(), 1, InstantSource.system(), UnaryOperator.identity());
		this.runner.withBean(UsageLedger.class, () -> own)
			.run((context) -> assertThat(context).getBean(UsageLedger.class).isSameAs(own));
	}

	@Test
	void metersCallsUnderTheNamesOfOpenTelemetryOnlyWhenAsked() {
		ApplicationContextRunner metered = this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new);
		metered.run((context) -> assertThat(context).doesNotHaveBean(ConventionMeters.class));
		metered.withPropertyValues("gai.braintrust.metrics.conventions=otel").run((context) -> {
			context.getBean(GenAiTracer.class).llm("openai", "gpt-4o").run((span) -> span.usage(1, 1));
			assertThat(context.getBean(MeterRegistry.class).get("gen_ai.client.operation.duration").timer().count())
				.isEqualTo(1);
		});
		metered.withPropertyValues("gai.braintrust.metrics.conventions=prometheus")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void metersCallsWhereThereIsARegistry() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			context.getBean(GenAiTracer.class).llm("openai", "gpt-4o").run((span) -> span.usage(1, 1));
			assertThat(context.getBean(MeterRegistry.class).get("gai.llm.calls").counter().count()).isEqualTo(1);
		});
		CallMeters own = new CallMeters(new SimpleMeterRegistry());
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(CallMeters.class, () -> own)
			.run((context) -> assertThat(context).getBean(CallMeters.class).isSameAs(own));
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("braintrustCallMeters"));
	}

	@Test
	void hasTheEndpointWhereActuatorIsAndItIsExposed() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(LlmUsageEndpoint.class));
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(LlmUsageEndpoint.class));
		this.runner.withPropertyValues("management.endpoint.llmusage.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(LlmUsageEndpoint.class));
		this.runner.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("llmUsageEndpoint"));
	}

	@Test
	void sharesBudgetsWhereThereIsARedis() {
		RedisConnectionFactory nowhere = new LettuceConnectionFactory("127.0.0.1", 9);
		this.runner.withPropertyValues(BUDGET)
			.run((context) -> assertThat(context).hasSingleBean(BudgetLifecycle.class)
				.doesNotHaveBean(SharedSpending.class));
		this.runner.withPropertyValues(BUDGET)
			.withBean(StringRedisTemplate.class, () -> new StringRedisTemplate(nowhere))
			.run((context) -> assertThat(context).hasSingleBean(RedisSharedSpending.class));
		SharedSpending own = (account, instance, spent, first, keep) -> Map.of();
		this.runner.withPropertyValues(BUDGET)
			.withBean(StringRedisTemplate.class, () -> new StringRedisTemplate(nowhere))
			.withBean(SharedSpending.class, () -> own)
			.run((context) -> assertThat(context).getBean(SharedSpending.class).isSameAs(own));
		this.runner.withPropertyValues(BUDGET)
			.withClassLoader(new FilteredClassLoader("org.springframework.data"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SharedSpending.class));
	}

	@Test
	void fetchesPricesOnlyWhereToldSo() {
		this.runner
			.withPropertyValues("gai.braintrust.cost.refresh.enabled=true",
					"gai.braintrust.cost.refresh.url=http://localhost:9/prices.json")
			.run((context) -> assertThat(context).hasSingleBean(PriceRefresh.class).hasSingleBean(PriceCatalog.class));
		PriceCatalog own = (provider, model, at) -> Optional.empty();
		this.runner.withPropertyValues("gai.braintrust.cost.refresh.enabled=true")
			.withBean(PriceCatalog.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(PriceRefresh.class));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			gai.braintrust.cost.refresh.url=http://example.com/p.json,    gai.braintrust.cost.refresh.url
			gai.braintrust.cost.refresh.url=ftp://example.com/p.json,     gai.braintrust.cost.refresh.url
			gai.braintrust.cost.refresh.url=prices.json,                  gai.braintrust.cost.refresh.url
			gai.braintrust.cost.refresh.url=https://me:pw@example.com/p,  gai.braintrust.cost.refresh.url
			gai.braintrust.cost.refresh.interval=1s,                      gai.braintrust.cost.refresh.interval
			gai.braintrust.usage.max-keys=0,                              gai.braintrust.usage.max-keys
			gai.braintrust.cost.budgets[0].name=b,                        gai.braintrust.cost.budgets[0].limit-usd
			gai.braintrust.cost.budgets[0].limit-usd=1,                   gai.braintrust.cost.budgets[0].name
			""")
	void saysWhatIsWrong(String property, String named) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOfSatisfying(InvalidBraintrustPropertyException.class, (ex) -> {
					assertThat(ex.property()).isEqualTo(named);
					assertThat(ex.getMessage()).doesNotContain("pw");
					assertThat(ex.action()).startsWith("Write ");
				}));
	}

	@Test
	void refusesTwoBudgetsOfTheSameName() {
		this.runner.withPropertyValues(BUDGET)
			.withPropertyValues("gai.braintrust.cost.budgets[1].name=daily",
					"gai.braintrust.cost.budgets[1].limit-usd=7")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("gai.braintrust.cost.budgets[1]"));
	}

}
