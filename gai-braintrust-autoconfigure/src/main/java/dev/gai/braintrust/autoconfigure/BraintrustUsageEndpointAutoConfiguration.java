package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.cost.catalog.PriceRefresh;
import dev.gai.braintrust.endpoint.LlmUsageEndpoint;
import dev.gai.braintrust.endpoint.LlmUsageEndpoint.PriceSource;
import dev.gai.braintrust.guard.EventRelay;
import dev.gai.braintrust.usage.UsageLedger;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the actuator endpoint
 * {@code llmusage}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { BraintrustUsageAutoConfiguration.class, BraintrustCostAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean({ UsageLedger.class, Budgets.class, EventRelay.class })
@ConditionalOnAvailableEndpoint(LlmUsageEndpoint.class)
public final class BraintrustUsageEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LlmUsageEndpoint llmUsageEndpoint(UsageLedger braintrustUsageLedger, Budgets braintrustBudgets,
			EventRelay braintrustEventRelay, ObjectProvider<PriceRefresh> braintrustPriceRefresh) {
		PriceRefresh prices = braintrustPriceRefresh.getIfAvailable();
		return new LlmUsageEndpoint(
				braintrustUsageLedger::report, braintrustBudgets::states, () -> (prices != null)
						? new PriceSource(prices.status(), prices.lastFailure()) : new PriceSource(null, null),
				braintrustEventRelay::dropped);
	}

}
