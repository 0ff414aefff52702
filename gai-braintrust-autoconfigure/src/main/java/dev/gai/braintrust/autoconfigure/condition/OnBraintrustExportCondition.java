package dev.gai.braintrust.autoconfigure.condition;

import dev.gai.braintrust.autoconfigure.connection.BraintrustConnectionDetails;
import dev.gai.braintrust.autoconfigure.startup.NoExport;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * {@link SpringBootCondition} of {@link ConditionalOnBraintrustExport}.
 */
final class OnBraintrustExportCondition extends SpringBootCondition implements ConfigurationCondition {

	/**
	 * When the application's own beans are known, which may bring the key.
	 */
	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnBraintrustExport.class);
		Environment environment = context.getEnvironment();
		if (DeferredConditions.areCollected()) {
			return outcome(message, NoExport.reason(environment, true),
					"the key is looked for when the application starts");
		}
		String reason = NoExport.reason(environment, isKeyKnown(environment, context.getBeanFactory()));
		return outcome(message, reason,
				NoExport.isKeySet(environment) ? "an API key is set" : "there are connection details");
	}

	private static ConditionOutcome outcome(ConditionMessage.Builder message, @Nullable String reason, String match) {
		return (reason != null) ? ConditionOutcome.noMatch(message.because(reason))
				: ConditionOutcome.match(message.because(match));
	}

	/** Beans are asked last, as each of them is asked for its type then. */
	static boolean isKeyKnown(Environment environment, @Nullable ListableBeanFactory beans) {
		return NoExport.isKeySet(environment) || (beans != null && BeanFactoryUtils
			.beanNamesForTypeIncludingAncestors(beans, BraintrustConnectionDetails.class, true, false).length > 0);
	}

}
