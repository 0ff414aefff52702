package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.CostChecks;
import dev.gai.braintrust.autoconfigure.properties.CostProperties;
import dev.gai.braintrust.autoconfigure.properties.InvalidBraintrustPropertyException;
import dev.gai.braintrust.autoconfigure.startup.AfterStart;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.cost.catalog.LazyCatalog;
import dev.gai.braintrust.cost.catalog.OverrideCatalog;
import dev.gai.braintrust.cost.catalog.PriceRefresh;
import dev.gai.braintrust.network.Network;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what calls cost: the
 * application's own prices first, then newer ones where they are fetched, then those that
 * come with the library. An unknown price leaves the cost of a call unknown.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "gai.braintrust.enabled", "gai.braintrust.cost.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(BraintrustProperties.class)
@Import(BraintrustConnectionConfiguration.class)
public final class BraintrustCostAutoConfiguration {

	@Bean(initMethod = "start")
	@ConditionalOnBooleanProperty("gai.braintrust.cost.refresh.enabled")
	@ConditionalOnMissingBean({ PriceCatalog.class, PriceRefresh.class })
	PriceRefresh braintrustPriceRefresh(BraintrustProperties properties, Network braintrustNetwork) {
		CostProperties.Refresh refresh = properties.cost().refresh();
		return new PriceRefresh(CostChecks.url(refresh), refresh.interval(), braintrustNetwork.toOthers());
	}

	@Bean
	@ConditionalOnMissingBean
	PriceCatalog braintrustPriceCatalog(BraintrustProperties properties,
			ObjectProvider<PriceRefresh> braintrustPriceRefresh, AfterStart braintrustAfterStart) {
		// Not asked for yet, since the start of the application does not wait for the
		// file. The first call does, if it comes before.
		braintrustAfterStart.run(BundledPrices::catalog);
		PriceCatalog bundled = new LazyCatalog(BundledPrices::catalog);
		PriceRefresh newer = braintrustPriceRefresh.getIfAvailable();
		PriceCatalog known = (newer != null) ? newer.catalog().orElse(bundled) : bundled;
		return overrides(properties).orElse(known);
	}

	@Bean
	@ConditionalOnMissingBean
	CostCalculator braintrustCostCalculator(PriceCatalog braintrustPriceCatalog) {
		return CostCalculator.of(braintrustPriceCatalog);
	}

	private static PriceCatalog overrides(BraintrustProperties properties) {
		try {
			return new OverrideCatalog(properties.cost().overrides());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidBraintrustPropertyException("gai.braintrust.cost.overrides",
					"holds a price that cannot be used (" + ex.getMessage() + ")",
					"Write one price for each model, with amounts in US dollars that are not negative.");
		}
	}

}
