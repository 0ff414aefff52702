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
				GenAiTracer genAiTracer) {
			ScoringProperties scoring = properties.scoring();
			return new SpanScoring(scorers.orderedStream().toList(),
					new ScoringSettings(scoring.ratio(), scoring.ratios(), scoring.maxConcurrency(), scoring.maxQueue(),
							scoring.timeout(), properties.sampling().keep().scoredBelow() != null),
					genAiTracer.starter());
		}

		/**
		 * A scorer may itself need what is traced: nothing is scored before all is there.
		 */
		@Bean
		SmartInitializingSingleton braintrustScoringStart(SpanScoring braintrustSpanScoring,
				BraintrustSpanProcessor processor, ObjectProvider<UsageLedger> braintrustUsageLedger) {
			return () -> {
				braintrustUsageLedger.ifAvailable((ledger) -> braintrustSpanScoring
					.listen((result) -> ledger.scored(result.span().metadata(), result.name(), result.value())));
				processor.listen(braintrustSpanScoring);
			};
		}

		@Bean
		TroubleSource braintrustScoringTrouble(SpanScoring braintrustSpanScoring) {
			return new TroubleSource(braintrustSpanScoring::trouble);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(MeterBinder.class)
		static final class MetricsConfiguration {

			@Bean
			@ConditionalOnMissingBean
			ScoringMetrics braintrustScoringMetrics(SpanScoring braintrustSpanScoring) {
				return new ScoringMetrics(braintrustSpanScoring);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean({ DatasetRule.class, BraintrustDatasets.class })
	static final class RulesConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DatasetRules braintrustDatasetRules(ObjectProvider<DatasetRule> rules, BraintrustDatasets braintrustDatasets) {
			return new DatasetRules(rules.orderedStream().toList(), braintrustDatasets);
		}

		@Bean
		SmartInitializingSingleton braintrustDatasetRulesStart(DatasetRules braintrustDatasetRules,
				BraintrustSpanProcessor processor, ObjectProvider<SpanScoring> braintrustSpanScoring) {
			return () -> {
				braintrustSpanScoring.ifAvailable((scorers) -> scorers.listen(braintrustDatasetRules::scored));
				processor.listen(braintrustDatasetRules);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
	static final class ScorersSectionConfiguration {

		@Bean
		EndpointSection braintrustScorersSection(ObjectProvider<SpanScoring> braintrustSpanScoring,
				ObjectProvider<DatasetRules> braintrustDatasetRules,
				ObjectProvider<JudgesBudgets> braintrustJudgesBudgets) {
			return new EndpointSection("scorers", () -> {
				Map<String, Object> section = new LinkedHashMap<>();
				braintrustSpanScoring.ifAvailable((scorers) -> section.putAll(scorers.status()));
				braintrustDatasetRules.ifAvailable((known) -> section.put("datasetRules", known.status()));
				braintrustJudgesBudgets.ifAvailable((judges) -> {
					if (!judges.budgets().states().isEmpty()) {
						section.put("budgets", judges.budgets().states());
					}
				});
				return section;
			});
		}

	}

}
