package dev.gai.braintrust.endpoint;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gai.braintrust.cost.budget.BudgetState;
import dev.gai.braintrust.usage.UsageReport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows what calls of models have used and cost: since the start, in the last hour and in
 * the last day, by provider, model, cost center and metadata, and how far budgets are
 * spent. Sampling does not change the figures.
 *
 * @since 0.1.0
 */
@Endpoint(id = "llmusage")
public final class LlmUsageEndpoint {

	private final Supplier<UsageReport> report;

	private final Supplier<List<BudgetState>> budgets;

	private final Supplier<PriceSource> prices;

	private final LongSupplier droppedEvents;

	/**
	 * Creates the endpoint.
	 * @param report sums calls up
	 * @param budgets the budgets as they are
	 * @param prices where prices come from
	 * @param droppedEvents counts events that no listener was told of
	 */
	public LlmUsageEndpoint(Supplier<UsageReport> report, Supplier<List<BudgetState>> budgets,
			Supplier<PriceSource> prices, LongSupplier droppedEvents) {
		this.report = report;
		this.budgets = budgets;
		this.prices = prices;
		this.droppedEvents = droppedEvents;
	}

	/**
	 * The figures.
	 * @return the figures, now
	 */
	@ReadOperation
	public LlmUsage usage() {
		return new LlmUsage(this.report.get(), this.budgets.get(), this.prices.get(), this.droppedEvents.getAsLong());
	}

	/**
	 * What the endpoint answers.
	 *
	 * @param report the sums
	 * @param budgets the budgets, empty if there are none
	 * @param prices where prices come from
	 * @param droppedEvents events that were given up because listeners are slow
	 */
	public record LlmUsage(@JsonUnwrapped UsageReport report, List<BudgetState> budgets, PriceSource prices,
			long droppedEvents) {

	}

	/**
	 * Where prices come from.
	 *
	 * @param refreshed the file in use and when it was fetched, {@code null} if none was
	 * @param lastFailure why the last fetch failed, {@code null} if it did not
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record PriceSource(@Nullable String refreshed, @Nullable String lastFailure) {

	}

}
