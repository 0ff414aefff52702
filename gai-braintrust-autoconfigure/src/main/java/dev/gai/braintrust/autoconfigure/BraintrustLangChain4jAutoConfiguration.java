package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.aspect.TracingBeanPostProcessor;
import dev.gai.braintrust.langchain4j.LangChain4jBeanPostProcessor;
import dev.gai.braintrust.langchain4j.LangChain4jTypes;
import dev.gai.braintrust.langchain4j.TracingChatModelListener;
import dev.gai.braintrust.langchain4j.TracingEmbeddingModelListener;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.service.Result;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications that use
 * LangChain4j, 1.18 or newer. Beans that are models or AI services are traced with their
 * tools, whoever makes them; the listeners are for models that are no beans.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnClass({ EmbeddingResponse.class, Result.class })
public final class BraintrustLangChain4jAutoConfiguration {

	@Bean
	BuiltInResponseReaders langChain4jResponseReaders() {
		return new BuiltInResponseReaders(LangChain4jTypes.responses());
	}

	@Bean
	BuiltInRequestTypes langChain4jRequestTypes() {
		return new BuiltInRequestTypes(LangChain4jTypes.requests());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
	TracingChatModelListener genAiChatModelListener(GenAiTracer genAiTracer) {
		return new TracingChatModelListener(genAiTracer);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
	TracingEmbeddingModelListener genAiEmbeddingModelListener(GenAiTracer genAiTracer) {
		return new TracingEmbeddingModelListener(genAiTracer);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static LangChain4jBeanPostProcessor genAiLangChain4jBeanPostProcessor(ObjectProvider<GenAiTracer> genAiTracer,
			ObjectProvider<TracingBeanPostProcessor> genAiTracingBeanPostProcessor) {
		SingletonSupplier<GenAiTracer> once = SingletonSupplier.ofNullable(genAiTracer::getIfAvailable);
		return new LangChain4jBeanPostProcessor(once::get, (tools) -> {
			TracingBeanPostProcessor advice = genAiTracingBeanPostProcessor.getIfAvailable();
			return (advice != null) ? advice.advised(tools) : tools;
		});
	}

}
