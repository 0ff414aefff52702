package dev.gai.braintrust.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gai.braintrust.cost.budget.BudgetState;
import dev.gai.braintrust.usage.UsageFigures;
import dev.gai.braintrust.usage.UsageReport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
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
	public LlmUsage usage() {
		return new LlmUsage(this.report.get(), this.budgets.get(), this.prices.get(), this.droppedEvents.getAsLong());
	}

	/**
	 * The figures since the start, by one thing.
	 * @param by {@code provider}, {@code model}, {@code prompt}, {@code cost-center} or
	 * {@code metadata.} followed by a key of {@code gai.braintrust.usage.metadata-keys};
	 * {@code null} for all figures
	 * @return the figures, now
	 * @throws InvalidEndpointRequestException if nothing is summed up by that
	 */
	@ReadOperation
	public Object usage(@Nullable String by) {
		if (by == null || by.isBlank()) {
			return usage();
		}
		UsageReport usage = this.report.get();
		List<UsageGroup> groups = UsageGroup.of(usage, by.strip());
		if (groups == null) {
			throw new InvalidEndpointRequestException("Figures are not summed up by " + by,
					"by is not provider, model, prompt, cost-center or metadata. and a key of "
							+ "gai.braintrust.usage.metadata-keys");
		}
		return new LlmUsageBy(usage.since(), usage.all().total(), by.strip(), groups);
	}

	/**
	 * What the endpoint answers when it is asked by one thing.
	 *
	 * @param since when counting began
	 * @param total sums over all calls
	 * @param by what the groups are by
	 * @param groups the sums of each group, the most expensive first
	 */
	public record LlmUsageBy(Instant since, UsageFigures total, String by, List<UsageGroup> groups) {

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
