package dev.gai.braintrust.autoconfigure;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.CostChecks;
import dev.gai.braintrust.autoconfigure.properties.UsageProperties;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.guard.EventRelay;
import dev.gai.braintrust.trace.CallGate;
import dev.gai.braintrust.trace.PurposeGate;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.CompletedCalls;
import dev.gai.braintrust.usage.LlmCallCompletedEvent;
import dev.gai.braintrust.usage.UsageLedger;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what is done with the figures of
 * a call: summed up, held against budgets, published as an event. It happens for every
 * call, whether or not its trace is sampled or anything is sent.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustUsageAutoConfiguration {

	private static final int MAX_WAITING_EVENTS = 1024;

	private static final int MAX_BUDGET_KEYS = 10_000;

	@Bean
	@ConditionalOnMissingBean
	UsageLedger braintrustUsageLedger(BraintrustProperties properties) {
		UsageProperties usage = properties.usage();
		return new UsageLedger(usage.metadataKeys(), usage.maxKeys(), InstantSource.system(),
				BraintrustAutoConfiguration.fastMasking(properties));
	}

	@Bean
	@ConditionalOnMissingBean
	EventRelay braintrustEventRelay(ApplicationEventPublisher publisher) {
		return new EventRelay("gai-braintrust-call-events", publisher::publishEvent, MAX_WAITING_EVENTS);
	}

	@Bean
	@ConditionalOnMissingBean
	Budgets braintrustBudgets(BraintrustProperties properties, EventRelay braintrustEventRelay) {
		return new Budgets(CostChecks.budgets(properties.cost()), MAX_BUDGET_KEYS, InstantSource.system(),
				braintrustEventRelay::publish, BraintrustAutoConfiguration.fastMasking(properties));
	}

	@Bean
	@ConditionalOnMissingBean
	JudgesBudgets braintrustJudgesBudgets(BraintrustProperties properties, EventRelay braintrustEventRelay) {
		return new JudgesBudgets(
				new Budgets(properties.scoring().judgesBudgets(), MAX_BUDGET_KEYS, InstantSource.system(),
						braintrustEventRelay::publish, BraintrustAutoConfiguration.fastMasking(properties)));
	}

	@Bean
	@ConditionalOnMissingBean
	CompletedCalls braintrustCompletedCalls(UsageLedger braintrustUsageLedger, Budgets braintrustBudgets,
			JudgesBudgets braintrustJudgesBudgets, EventRelay braintrustEventRelay) {
		return new CompletedCalls(
				List.of(braintrustUsageLedger::add,
						(call) -> braintrustEventRelay.publish(new LlmCallCompletedEvent(call))),
				List.of(braintrustBudgets::add), List.of(braintrustJudgesBudgets.budgets()::add),
				InstantSource.system());
	}

	@Bean
	CallGate braintrustBudgetGate(Budgets braintrustBudgets, JudgesBudgets braintrustJudgesBudgets) {
		if (!braintrustBudgets.canBlock() && !braintrustJudgesBudgets.budgets().canBlock()) {
			return CallGate.OPEN;
		}
		return new PurposeGate(braintrustBudgets::check, braintrustJudgesBudgets.budgets()::check);
	}

	/**
	 * Scores that the application gives count for the prompt of the call.
	 */
	@Bean
	CallListener braintrustPromptScores(UsageLedger braintrustUsageLedger) {
		return (record) -> {
			Map<String, Double> scores = record.labels().scores();
			if (!scores.isEmpty() && record.labels().purpose() == null) {
				Map<String, Object> metadata = record.labels().effectiveMetadata();
				scores.forEach((name, value) -> braintrustUsageLedger.scored(metadata, name, value));
			}
		};
	}

	/**
	 * Feedback on a call, or on what is around it, counts for the prompt of the call.
	 */
	@Bean
	CallListener braintrustPromptAnswers(UsageLedger braintrustUsageLedger) {
		return (record) -> {
			String spanId = record.spanId();
			if (spanId != null && record.billable() && record.labels().purpose() == null) {
				List<String> answered = new ArrayList<>(record.ancestry().idsAbove());
				answered.add(0, spanId);
				braintrustUsageLedger.answered(record.labels().effectiveMetadata(), answered);
			}
		};
	}

	@Bean
	SmartInitializingSingleton braintrustPromptFeedback(UsageLedger braintrustUsageLedger,
			ObjectProvider<GenAiFeedback> genAiFeedback) {
		return () -> genAiFeedback.ifAvailable((given) -> given.listen((traceId, spanId, said) -> {
			for (Map.Entry<String, JsonNode> score : said.path("scores").properties()) {
				braintrustUsageLedger.feedback(spanId, score.getKey(), score.getValue().asDouble());
			}
		}));
	}

}
