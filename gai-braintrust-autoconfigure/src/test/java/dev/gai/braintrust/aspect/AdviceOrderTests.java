package dev.gai.braintrust.aspect;

import java.math.BigDecimal;
import java.net.ConnectException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.aspect.AdvisedModels.Advice;
import dev.gai.braintrust.aspect.AdvisedModels.Models;
import dev.gai.braintrust.aspect.AdvisedModels.Transactions;
import dev.gai.braintrust.cost.budget.Budget;
import dev.gai.braintrust.cost.budget.BudgetAction;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.error.Denials;
import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.testing.Calls;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.usage.CompletedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Traced methods with other advice: one that is repeated is one call, and one that was
 * refused before it ran is none.
 */
@Tag("thorough")
class AdviceOrderTests {

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
	void countsACallThatIsRetriedOnce() throws Exception {
		assertThat(this.models.retried(2)).containsKey("usage");

		assertThat(this.traces.calls()).hasSize(1);
		assertThat(this.traces.calls().get(0).retries()).isEqualTo(2);
		assertThat(this.traces.names()).containsExactly("attempt 1", "attempt 2", "chat m");
		assertThat(this.traces.named("chat m").record().error()).isNull();
	}

	@Test
	void failsACallThatIsGivenUp() {
		assertThatThrownBy(() -> this.models.retried(9)).isInstanceOf(ConnectException.class);

		assertThat(this.traces.calls()).extracting(CompletedCall::error).containsExactly("network");
	}

	@Test
	void countsASubscriptionThatIsRetriedOnce() {
		assertThat(this.models.retriedMono(2).block()).isEqualTo("fine");
		StepVerifier.create(this.models.retriedFlux(9)).expectError().verify();

		assertThat(this.traces.calls()).extracting(CompletedCall::error).containsExactly(null, "network");
		assertThat(this.traces.calls().get(0).retries()).isEqualTo(2);
	}

	@Test
	void refusesARetriedCallOnce() {
		this.budgets.add(Calls.costing("1", Map.of()));

		assertThatThrownBy(() -> this.models.retried(0)).isInstanceOf(BudgetExceededException.class);
		assertThat(this.traces.names()).containsExactly("chat m");
	}

	@Test
	void retriesItselfInsideOfATransaction() throws Exception {
		assertThat(this.models.transactional(1)).containsKey("usage");

		assertThat(this.traces.calls()).hasSize(1);
		assertThat(this.context.getBean(Transactions.class).begun).hasValue(1);
	}

	@Test
	void countsACallWhoseTransactionCannotBeCommitted() {
		this.context.getBean(Transactions.class).broken = true;

		assertThatThrownBy(() -> this.models.transactional(0)).hasMessage("no commit");
		assertThat(this.traces.calls()).extracting(CompletedCall::error).containsExactly((String) null);
	}

	@Test
	void knowsNothingOfACallThatWasRefusedBeforeTheMethodRan() {
		assertThatThrownBy(() -> this.models.guarded()).isInstanceOf(IllegalStateException.class);
		assertThatThrownBy(() -> this.models.validated()).isInstanceOf(IllegalStateException.class);

		assertThat(this.traces.spans()).isEmpty();
	}

	@Test
	void showsThatAToolWasDenied() {
		assertThatThrownBy(() -> this.models.deniedTool()).isNotNull();

		assertThat(this.traces.only().name()).isEqualTo("execute_tool deniedTool");
		assertThat(this.traces.only().record().errorClassification().category()).isEqualTo(ErrorCategory.FORBIDDEN);
		assertThat(Denials.include(this.traces.only().record().error())).isTrue();
	}

	@Test
	void failsACallThatSomebodyElseHasAnAnswerFor() throws Exception {
		assertThat(this.models.withFallback()).isEqualTo("fallback");

		assertThat(this.traces.calls()).extracting(CompletedCall::error).containsExactly("network");
	}

}
