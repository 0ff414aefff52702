package dev.gai.braintrust.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.ScoringProperties;
import dev.gai.braintrust.dataset.BraintrustDatasets;
import dev.gai.braintrust.dataset.DatasetRule;
import dev.gai.braintrust.endpoint.EndpointSection;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.health.TroubleSource;
import dev.gai.braintrust.metrics.ScoringMetrics;
import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.scoring.DatasetRules;
import dev.gai.braintrust.scoring.ScoringSettings;
import dev.gai.braintrust.scoring.SpanScoring;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.usage.UsageLedger;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of what looks at finished spans: {@link SpanScorer} and
 * {@link DatasetRule} beans.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { BraintrustExportAutoConfiguration.class, BraintrustLocalExportAutoConfiguration.class,
		BraintrustDatasetsAutoConfiguration.class, BraintrustUsageAutoConfiguration.class })
@ConditionalOnBean({ BraintrustSpanProcessor.class, GenAiTracer.class })
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustScoringAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(SpanScorer.class)
	@ConditionalOnBooleanProperty(name = "gai.braintrust.scoring.enabled", matchIfMissing = true)
	static final class ScorersConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SpanScoring braintrustSpanScoring(BraintrustProperties properties, ObjectProvider<SpanScorer> scorers,
				GenAiTracer tracer) {
			ScoringProperties scoring = properties.scoring();
			return new SpanScoring(scorers.orderedStream().toList(),
					new ScoringSettings(scoring.ratio(), scoring.ratios(), scoring.maxConcurrency(), scoring.maxQueue(),
							scoring.timeout(), properties.sampling().keep().scoredBelow() != null),
					tracer.starter());
		}

		/**
		 * A scorer may itself need what is traced: nothing is scored before all is there.
		 */
		@Bean
		SmartInitializingSingleton braintrustScoringStart(SpanScoring scoring, BraintrustSpanProcessor processor,
				ObjectProvider<UsageLedger> ledgers) {
			return () -> {
				ledgers.ifAvailable((ledger) -> scoring
					.listen((result) -> ledger.scored(result.span().metadata(), result.name(), result.value())));
				processor.listen(scoring);
			};
		}

		@Bean
		TroubleSource braintrustScoringTrouble(SpanScoring scoring) {
			return new TroubleSource(scoring::trouble);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(MeterBinder.class)
		static final class MetricsConfiguration {

			@Bean
			@ConditionalOnMissingBean
			ScoringMetrics braintrustScoringMetrics(SpanScoring scoring) {
				return new ScoringMetrics(scoring);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean({ DatasetRule.class, BraintrustDatasets.class })
	static final class RulesConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DatasetRules braintrustDatasetRules(ObjectProvider<DatasetRule> rules, BraintrustDatasets datasets) {
			return new DatasetRules(rules.orderedStream().toList(), datasets);
		}

		@Bean
		SmartInitializingSingleton braintrustDatasetRulesStart(DatasetRules rules, BraintrustSpanProcessor processor,
				ObjectProvider<SpanScoring> scoring) {
			return () -> {
				scoring.ifAvailable((scorers) -> scorers.listen(rules::scored));
				processor.listen(rules);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
	static final class ScorersSectionConfiguration {

		@Bean
		EndpointSection braintrustScorersSection(ObjectProvider<SpanScoring> scoring,
				ObjectProvider<DatasetRules> rules, ObjectProvider<JudgesBudgets> budgets) {
			return new EndpointSection("scorers", () -> {
				Map<String, Object> section = new LinkedHashMap<>();
				scoring.ifAvailable((scorers) -> section.putAll(scorers.status()));
				rules.ifAvailable((known) -> section.put("datasetRules", known.status()));
				budgets.ifAvailable((judges) -> {
					if (!judges.budgets().states().isEmpty()) {
						section.put("budgets", judges.budgets().states());
					}
				});
				return section;
			});
		}

	}

}
