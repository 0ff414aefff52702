package dev.gai.braintrust.aspect;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.aspect.AdvisedModels.Advice;
import dev.gai.braintrust.aspect.AdvisedModels.Models;
import dev.gai.braintrust.cost.budget.Budget;
import dev.gai.braintrust.cost.budget.BudgetAction;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.testing.Calls;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Traced methods behind a cache: only a method that ran is a call.
 */
@Tag("thorough")
class CachedCallsTests {

	private final Budgets budgets = new Budgets(
			List.of(Budget.of("b", BigDecimal.ONE, "day", "UTC", List.of(), BudgetAction.BLOCK)), 10,
			InstantSource.system(), (event) -> {
			}, UnaryOperator.identity());

	private final Traces traces = new Traces(List.of((request) -> this.budgets.check(request)));

	private AnnotationConfigApplicationContext context;

	private Models models;

	@BeforeEach
	void start() {
		this.context = this.traces.beans(Advice.class, Models.class);
		this.models = this.context.getBean(Models.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void countsAResultFromACacheOnce() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.models.cached("q")).containsKey("usage");
		}

		assertThat(this.traces.calls()).hasSize(1);
		assertThat(this.traces.names()).containsExactly("chat m");
	}

	@Test
	void countsAFutureOrPublisherFromACacheOnce() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.models.cachedFuture("q").join()).containsKey("usage");
			assertThat(this.models.cachedMono("q").block()).containsKey("usage");
			assertThat(this.models.cachedFlux("q").collectList().block()).containsExactly("a", "b");
		}

		assertThat(this.traces.calls()).hasSize(3);
	}

	@Test
	void makesNoSpanOfAnAgentWhoseResultIsCached() {
		this.models.cachedAgent("q");
		this.models.cachedAgent("q");

		assertThat(this.traces.names()).containsExactly("invoke_agent cachedAgent");
	}

	@Test
	void refusesNoResultThatIsCached() {
		this.models.cached("q");
		this.budgets.add(Calls.costing("1", Map.of()));

		assertThat(this.models.cached("q")).containsKey("usage");
		assertThatThrownBy(() -> this.models.cached("other")).isInstanceOf(BudgetExceededException.class);
	}

}
