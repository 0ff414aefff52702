package dev.gai.braintrust.autoconfigure.condition;

import dev.gai.braintrust.export.BraintrustSpanProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * {@link SpringBootCondition} of {@link ConditionalOnLocalExport}.
 */
final class OnLocalExportCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnLocalExport.class);
		if (DeferredConditions.areCollected()) {
			return ConditionOutcome.match(message.because("the key is looked for when the application starts"));
		}
		return isExported(context.getBeanFactory()) ? ConditionOutcome.noMatch(message.because("there is an export"))
				: ConditionOutcome.match(message.because("there is no export"));
	}

	private static boolean isExported(@Nullable ListableBeanFactory beans) {
		return beans != null && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans,
				BraintrustSpanProcessor.class, true, false).length > 0;
	}

}
