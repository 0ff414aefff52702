package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.SpanResponse;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageCarrier;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures that another thread tells at the very moment in which the cost of the call is
 * estimated.
 */
class LateFiguresTests {

	private static final Usage PUT_TOGETHER = Usage.builder().input(264L).output(200L).build();

	private static final Usage OF_THE_PROVIDER = Usage.builder().input(294L).cachedInput(100L).output(150L).build();

	private @Nullable Runnable meanwhile;

	private final Traces traces = new Traces(List.of(), (settings) -> settings.withCosts(new OneDollarAToken()));

	@Test
	void haveTheCostThatIsTheirs() {
		SpanResponse response = ended((span) -> span.figures().ofProvider(OF_THE_PROVIDER));

		assertThat(response.usage()).isEqualTo(OF_THE_PROVIDER);
		assertThat(response.cost()).isEqualByComparingTo("444");
	}

	@Test
	void haveTheCostThatIsTheirsWhenMoreOfThemAreKnown() {
		SpanResponse response = ended(
				(span) -> span.figures().more(Usage.builder().input(300L).cachedInput(1L).output(3L).build()));

		assertThat(response.cost()).isEqualByComparingTo("303");
	}

	@Test
	void haveTheCostThatTheProviderReports() {
		SpanResponse response = ended((span) -> span.figures().billed(Billing.ofCost(new BigDecimal("0.25"))));

		assertThat(response.usage()).isEqualTo(PUT_TOGETHER);
		assertThat(response.cost()).isEqualByComparingTo("0.25");
	}

	@Test
	void leaveTheCostThatTheApplicationHasSet() {
		SpanResponse response = ended((span) -> span.figures().ofProvider(OF_THE_PROVIDER),
				(span) -> span.span().cost(new BigDecimal("7")));

		assertThat(response.cost()).isEqualByComparingTo("7");
	}

	private SpanResponse ended(Consumer<ForeignSpan> told) {
		return ended(told, (span) -> {
		});
	}

	private SpanResponse ended(Consumer<ForeignSpan> told, Consumer<ForeignSpan> before) {
		ForeignSpan span = this.traces.tracer()
			.starter()
			.observe(new Observation.Context(), new SpanSpec(SpanType.LLM, "chat", null, "test", Capture.INHERIT), null,
					(prepared) -> prepared.model("m"));
		before.accept(span);
		this.meanwhile = () -> CompletableFuture.runAsync(() -> told.accept(span)).join();
		span.completed((UsageCarrier) () -> PUT_TOGETHER, null);
		if (this.meanwhile != null) {
			this.meanwhile.run();
		}
		return span.recorded().record().response();
	}

	/** Asked for the first cost, it lets the other thread tell first. */
	private final class OneDollarAToken implements CostCalculator {

		@Override
		public Optional<Cost> cost(@Nullable String provider, String model, Usage usage, Instant at) {
			Runnable telling = LateFiguresTests.this.meanwhile;
			LateFiguresTests.this.meanwhile = null;
			if (telling != null) {
				telling.run();
			}
			BigDecimal input = BigDecimal.valueOf(usage.input());
			BigDecimal output = BigDecimal.valueOf(usage.output());
			return Optional.of(new Cost(input, output, input.add(output), "test"));
		}

	}

}
