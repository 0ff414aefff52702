package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.PriceCatalog;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what calls cost: the
 * application's own prices first, then those that come with the library. An unknown price
 * leaves the cost of a call unknown.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "gai.braintrust.enabled", "gai.braintrust.cost.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustCostAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PriceCatalog braintrustPriceCatalog(BraintrustProperties properties) {
		loadInBackground();
		// Asked through a lambda, since the start of the application does not wait for
		// the file.
		return overrides(properties).orElse((provider, model, at) -> PriceCatalog.bundled().price(provider, model, at));
	}

	@Bean
	@ConditionalOnMissingBean
	CostCalculator braintrustCostCalculator(PriceCatalog catalog) {
		return CostCalculator.of(catalog);
	}

	private static PriceCatalog overrides(BraintrustProperties properties) {
		try {
			return PriceCatalog.ofOverrides(properties.cost().overrides());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidBraintrustPropertyException("gai.braintrust.cost.overrides",
					"holds a price that cannot be used (" + ex.getMessage() + ")",
					"Write one price for each model, with amounts in US dollars that are not negative.");
		}
	}

	private static void loadInBackground() {
		Thread loader = new Thread(PriceCatalog::bundled, "gai-braintrust-prices");
		loader.setDaemon(true);
		loader.start();
	}

}
