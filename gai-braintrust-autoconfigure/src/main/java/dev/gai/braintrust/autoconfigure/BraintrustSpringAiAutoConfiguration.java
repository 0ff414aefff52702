package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.springai.BudgetedCalls;
import dev.gai.braintrust.springai.SpringAiObservationHandler;
import dev.gai.braintrust.springai.SpringAiRequestTypes;
import dev.gai.braintrust.springai.StreamWatchingAdvisor;
import dev.gai.braintrust.springai.WatchedChatModels;
import dev.gai.braintrust.springai.bean.AdvisedTools;
import dev.gai.braintrust.springai.bean.AdvisorBeans;
import dev.gai.braintrust.springai.bean.AdvisorNames;
import dev.gai.braintrust.springai.bean.ManagedTools;
import dev.gai.braintrust.springai.bean.ObservedVectorStores;
import dev.gai.braintrust.springai.bean.SilentChatClients;
import dev.gai.braintrust.springai.bean.ToolErrors;
import dev.gai.braintrust.springai.http.ExchangeInterceptor;
import dev.gai.braintrust.springai.http.HttpExchanges;
import dev.gai.braintrust.springai.http.ModelClients;
import dev.gai.braintrust.springai.http.SpringClients;
import dev.gai.braintrust.springai.media.MediaModels;
import dev.gai.braintrust.springai.response.SpringAiResponseReaders;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import okhttp3.OkHttpClient;
import reactor.core.publisher.Flux;

import org.springframework.ai.anthropic.http.okhttp.AnthropicHttpClientBuilderCustomizer;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.openai.http.okhttp.OpenAiHttpClientBuilderCustomizer;
import org.springframework.ai.vectorstore.observation.AbstractObservationVectorStore;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications that use Spring AI:
 * its chat client, models, tools and vector stores are recorded without an annotation.
 * <p>
 * It comes before Spring AI's own observation auto-configurations, which look for a
 * {@link Tracer} without saying that they come after the one who makes it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class,
		after = { OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
				NoopTracerAutoConfiguration.class },
		beforeName = { "org.springframework.ai.model.chat.observation.autoconfigure.ChatObservationAutoConfiguration",
				"org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration",
				"org.springframework.ai.model.embedding.observation.autoconfigure.EmbeddingObservationAutoConfiguration",
				"org.springframework.ai.model.image.observation.autoconfigure.ImageObservationAutoConfiguration",
				"org.springframework.ai.vectorstore.observation.autoconfigure.VectorStoreObservationAutoConfiguration" })
@ConditionalOnClass(ChatModelObservationContext.class)
public final class BraintrustSpringAiAutoConfiguration {

	@Bean
	BuiltInResponseReaders springAiResponseReaders() {
		return new BuiltInResponseReaders(SpringAiResponseReaders.ofModels());
	}

	@Bean
	BuiltInRequestTypes springAiRequestTypes() {
		return new BuiltInRequestTypes(SpringAiRequestTypes.all());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.ai.chat.client.ChatClientResponse")
	static final class ChatClientReaders {

		@Bean
		BuiltInResponseReaders chatClientResponseReaders() {
			return new BuiltInResponseReaders(SpringAiResponseReaders.ofChatClient());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(Tracer.class)
	@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
	static final class Recording {

		@Bean
		@ConditionalOnMissingBean
		HttpExchanges springAiHttpExchanges() {
			return new HttpExchanges();
		}

		@Bean
		@ConditionalOnMissingBean
		AdvisorNames springAiAdvisorNames() {
			return new AdvisorNames();
		}

		@Bean
		@ConditionalOnMissingBean
		@Order(0)
		SpringAiObservationHandler springAiObservationHandler(Tracer tracer, ObjectProvider<GenAiTracer> genAiTracer,
				ResourceLoader resources, HttpExchanges springAiHttpExchanges, AdvisorNames springAiAdvisorNames) {
			return new SpringAiObservationHandler(tracer, SingletonSupplier.of(genAiTracer::getObject),
					resources.getClassLoader(), springAiHttpExchanges, springAiAdvisorNames);
		}

		@Bean
		@ConditionalOnMissingBean
		BudgetedCalls springAiBudgetedCalls(ObjectProvider<GenAiTracer> genAiTracer) {
			return new BudgetedCalls(SingletonSupplier.of(genAiTracer::getObject));
		}

		@Bean
		@ConditionalOnMissingBean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ManagedTools springAiManagedTools(ObjectProvider<ObservationRegistry> registry) {
			return new ManagedTools(registry::getIfAvailable);
		}

		@Bean
		@ConditionalOnMissingBean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ToolErrors springAiToolErrors(ManagedTools springAiManagedTools) {
			return new ToolErrors(springAiManagedTools);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(AbstractObservationVectorStore.class)
		static final class VectorStores {

			@Bean
			@ConditionalOnMissingBean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static ObservedVectorStores springAiObservedVectorStores(ObjectProvider<ObservationRegistry> registry) {
				return new ObservedVectorStores(registry::getIfAvailable);
			}

		}

		@Bean
		@ConditionalOnMissingBean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static MediaModels springAiMediaModels(ObjectProvider<GenAiTracer> genAiTracer) {
			SingletonSupplier<GenAiTracer> once = SingletonSupplier.ofNullable(genAiTracer::getIfAvailable);
			return new MediaModels(once::get);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(SafeGuardAdvisor.class)
		static final class Advisors {

			@Bean
			@ConditionalOnMissingBean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static AdvisorBeans springAiAdvisorBeans(ListableBeanFactory beans,
					ObjectProvider<AdvisorNames> springAiAdvisorNames) {
				return new AdvisorBeans(beans, springAiAdvisorNames::getIfAvailable);
			}

			@Bean
			@ConditionalOnMissingBean
			AdvisedTools springAiAdvisedTools(ManagedTools springAiManagedTools) {
				return new AdvisedTools(springAiManagedTools);
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ ChatClientBuilderCustomizer.class, Flux.class })
		static final class Streams {

			@Bean
			@ConditionalOnMissingBean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static SilentChatClients springAiSilentChatClients() {
				return new SilentChatClients();
			}

			@Bean
			@ConditionalOnMissingBean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static WatchedChatModels springAiWatchedChatModels() {
				return new WatchedChatModels();
			}

			@Bean
			ChatClientBuilderCustomizer braintrustChatClientBuilderCustomizer() {
				return (builder) -> builder.defaultAdvisors(new StreamWatchingAdvisor());
			}

		}

		@Bean
		@ConditionalOnMissingBean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static SpringClients springAiSpringClients(ObjectProvider<HttpExchanges> springAiHttpExchanges,
				ObjectProvider<ObservationRegistry> registry) {
			return new SpringClients(SingletonSupplier.of(springAiHttpExchanges::getObject),
					SingletonSupplier.of(() -> registry.getIfAvailable(() -> ObservationRegistry.NOOP)));
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(OkHttpClient.class)
		static final class OwnModels {

			@Bean
			@ConditionalOnMissingBean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static ModelClients springAiModelClients(ObjectProvider<HttpExchanges> springAiHttpExchanges,
					ObjectProvider<ObservationRegistry> registry) {
				return new ModelClients(
						SingletonSupplier.of(() -> Interceptors.of(springAiHttpExchanges.getObject(), registry)));
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ OpenAiHttpClientBuilderCustomizer.class, OkHttpClient.class })
		static final class OpenAi {

			@Bean
			OpenAiHttpClientBuilderCustomizer braintrustOpenAiHttpClientBuilderCustomizer(
					HttpExchanges springAiHttpExchanges, ObjectProvider<ObservationRegistry> registry) {
				return (builder) -> builder.interceptor(Interceptors.of(springAiHttpExchanges, registry));
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ AnthropicHttpClientBuilderCustomizer.class, OkHttpClient.class })
		static final class Anthropic {

			@Bean
			AnthropicHttpClientBuilderCustomizer braintrustAnthropicHttpClientBuilderCustomizer(
					HttpExchanges springAiHttpExchanges, ObjectProvider<ObservationRegistry> registry) {
				return (builder) -> builder.interceptor(Interceptors.of(springAiHttpExchanges, registry));
			}

		}

		/**
		 * A class of its own: {@link Recording} must load without OkHttp.
		 */
		private static final class Interceptors {

			static ExchangeInterceptor of(HttpExchanges exchanges, ObjectProvider<ObservationRegistry> registry) {
				return new ExchangeInterceptor(exchanges,
						SingletonSupplier.of(() -> registry.getIfAvailable(() -> ObservationRegistry.NOOP)));
			}

		}

	}

}
