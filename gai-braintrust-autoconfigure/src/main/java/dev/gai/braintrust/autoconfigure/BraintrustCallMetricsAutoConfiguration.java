package dev.gai.braintrust.autoconfigure;

import java.util.Set;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.startup.RunnerObservations;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.metrics.BudgetMetrics;
import dev.gai.braintrust.metrics.CallMeters;
import dev.gai.braintrust.metrics.CallsMeteredApart;
import dev.gai.braintrust.metrics.ConventionMeters;
import dev.gai.braintrust.metrics.CostCenterMeters;
import dev.gai.braintrust.metrics.GuardrailMeters;
import dev.gai.braintrust.metrics.MaskedTags;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.MeterObservationHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for meters of calls of models, tools
 * and agents and of budgets, where the application has a registry.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class, after = BraintrustUsageAutoConfiguration.class,
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
public final class BraintrustCallMetricsAutoConfiguration {

	private static final Set<String> TWINS = Set.of("gai.llm", "gai.tool", "gai.agent", RunnerObservations.NAME);

	/**
	 * Spring Boot makes a timer of every observation. Those of ours would say once more
	 * what {@code gai.llm.duration} and its like say, with fewer tags.
	 */
	@Bean
	static MeterFilter braintrustTwinMeterFilter() {
		return MeterFilter.deny((id) -> TWINS.contains(id.getName()));
	}

	/**
	 * Where Boot's handler makes the meters of observations, and none of the application.
	 */
	@Bean
	@ConditionalOnBean(DefaultMeterObservationHandler.class)
	@ConditionalOnSingleCandidate(MeterObservationHandler.class)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static BeanPostProcessor braintrustCallsMeteredApart(ObjectProvider<MeterRegistry> registry) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean.getClass() == DefaultMeterObservationHandler.class)
						? new CallsMeteredApart(registry.getObject(), (DefaultMeterObservationHandler) bean) : bean;
			}

		};
	}

	/**
	 * Names of tools, models and cost centers may be made of data.
	 */
	@Bean
	static MeterFilter braintrustNamesMeterFilter(ObjectProvider<BraintrustProperties> properties) {
		return new MaskedTags(
				SingletonSupplier.of(() -> BraintrustAutoConfiguration.fastMasking(properties.getObject())));
	}

	@Bean
	@ConditionalOnMissingBean
	CallMeters braintrustCallMeters(MeterRegistry registry) {
		return new CallMeters(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	CostCenterMeters braintrustCostCenterMeters(MeterRegistry registry) {
		return new CostCenterMeters(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(Budgets.class)
	BudgetMetrics braintrustBudgetMetrics(Budgets braintrustBudgets) {
		return new BudgetMetrics(braintrustBudgets);
	}

	@Bean
	@ConditionalOnMissingBean
	GuardrailMeters braintrustGuardrailMeters(MeterRegistry registry) {
		return new GuardrailMeters(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(name = "gai.braintrust.metrics.conventions", havingValue = "otel")
	ConventionMeters braintrustConventionMeters(MeterRegistry registry) {
		return new ConventionMeters(registry);
	}

}
