package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.export.HealthSource;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.startup.TracerCheck;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.health.BraintrustHealthIndicator;
import dev.gai.braintrust.health.TroubleSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health component
 * {@code braintrust}. It is there also when nothing is exported, and then says why.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustExportAutoConfiguration.class, before = HealthContributorAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("braintrust")
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "braintrustHealthIndicator")
	BraintrustHealthIndicator braintrustHealthIndicator(BraintrustProperties properties, Environment environment,
			ObjectProvider<BraintrustExport> braintrustExport, ObjectProvider<TracerCheck> braintrustTracerCheck,
			ObjectProvider<Budgets> braintrustBudgets, ObjectProvider<TroubleSource> troubles) {
		return new BraintrustHealthIndicator(
				HealthSource.health(properties, environment, braintrustExport.getIfAvailable(),
						braintrustTracerCheck.getIfAvailable(), braintrustBudgets, troubles));
	}

}
