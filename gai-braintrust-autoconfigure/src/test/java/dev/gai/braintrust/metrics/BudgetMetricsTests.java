package dev.gai.braintrust.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.cost.budget.Budget;
import dev.gai.braintrust.cost.budget.BudgetAction;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.usage.CompletedCall;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BudgetMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void tellsHowMuchOfEachBudgetIsSpentAndNotByWhom() {
		Budgets budgets = new Budgets(List
			.of(Budget.of("everything", new BigDecimal("10"), "24h", "UTC", List.of(), BudgetAction.WARN), Budget
				.of("each user", new BigDecimal("2"), "24h", "UTC", List.of("metadata.user_id"), BudgetAction.BLOCK)),
				100, InstantSource.system(), (event) -> {
				}, UnaryOperator.identity());
		new BudgetMetrics(budgets).bindTo(this.registry);
		assertThat(gauge("gai.budget.spent", "everything")).isZero();

		CompletedCall ada = call("ada", "2.5");
		budgets.add(ada);
		budgets.add(call("bob", "0.5"));
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(ada.labels()));

		assertThat(gauge("gai.budget.limit", "everything")).isEqualTo(10);
		assertThat(gauge("gai.budget.spent", "everything")).isEqualTo(3);
		assertThat(gauge("gai.budget.spent", "each user")).isEqualTo(2.5);
		assertThat(gauge("gai.budget.exceeded", "everything")).isZero();
		assertThat(gauge("gai.budget.exceeded", "each user")).isEqualTo(1);
		assertThat(this.registry.get("gai.budget.refused").tag("budget", "each user").functionCounter().count())
			.isEqualTo(1);
		assertThat(this.registry.getMeters()).hasSize(8)
			.allSatisfy((meter) -> assertThat(meter.getId().toString()).doesNotContain("ada", "bob"));
	}

	private double gauge(String meter, String budget) {
		return this.registry.get(meter).tag("budget", budget).gauge().value();
	}

	private static CompletedCall call(String user, String usd) {
		return new CompletedCall("p", "m", null, "chat", null, new BigDecimal(usd), null, Instant.now(), Duration.ZERO,
				null, 0, null, false, null, Map.of("user_id", user), null, null);
	}

}
