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
import org.springframework.util.StringUtils;

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
		boolean deferred = DeferredConditions.areCollected();
		boolean key = StringUtils.hasText(environment.getProperty("gai.braintrust.api-key"));
		// Asked for last, as each bean is asked for its type then.
		boolean details = !deferred && !key && isBound(context.getBeanFactory());
		String reason = NoExport.reason(environment, deferred || key || details);
		return (reason != null) ? ConditionOutcome.noMatch(message.because(reason))
				: ConditionOutcome.match(message.because(deferred ? "the key is looked for when the application starts"
						: details ? "there are connection details" : "an API key is set"));
	}

	static boolean isBound(@Nullable ListableBeanFactory beans) {
		return beans != null && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans,
				BraintrustConnectionDetails.class, true, false).length > 0;
	}

}
