package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.resilience.CurrentCall;
import dev.gai.braintrust.resilience.MethodRetryRecorder;
import dev.gai.braintrust.resilience.Resilience4jRecorder;
import dev.gai.braintrust.resilience.RetryTemplateBeanPostProcessor;
import dev.gai.braintrust.trace.GenAiTracer;
import io.github.resilience4j.retry.RetryRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for attempts that others make:
 * Spring's {@code @Retryable} and {@code RetryTemplate} beans, and Resilience4j. They
 * appear on the span of the call in which they happen.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
public final class BraintrustResilienceAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static RetryTemplateBeanPostProcessor genAiRetryTemplateBeanPostProcessor(ObjectProvider<GenAiTracer> genAiTracer) {
		return new RetryTemplateBeanPostProcessor(new CurrentCall(genAiTracer::getIfAvailable));
	}

	@Bean
	MethodRetryRecorder genAiMethodRetryRecorder(ObjectProvider<GenAiTracer> genAiTracer) {
		return new MethodRetryRecorder(new CurrentCall(genAiTracer::getIfAvailable));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RetryRegistry.class)
	static final class Resilience4jConfiguration {

		@Bean
		Resilience4jRecorder genAiResilience4jRecorder(ObjectProvider<GenAiTracer> genAiTracer,
				ObjectProvider<RetryRegistry> registries) {
			return new Resilience4jRecorder(new CurrentCall(genAiTracer::getIfAvailable), registries::stream);
		}

	}

}
