package dev.gai.braintrust.test.web;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.test.recording.TraceRecorder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the test clients of Spring,
 * which others than the application itself make and do not observe.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@Internal
public final class TestClientAutoConfiguration {

	private static ClientHttpRequestInterceptor interceptor(RequestMark mark) {
		return (request, body, execution) -> {
			mark.put(request.getHeaders());
			return execution.execute(request, body);
		};
	}

	/**
	 * For {@code TestRestTemplate}.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ TestRestTemplate.class, RestTemplate.class })
	static final class TestRestTemplates {

		@Bean
		static BeanPostProcessor gaiTestRestTemplatePostProcessor(ObjectProvider<TraceRecorder> recorder) {
			ClientHttpRequestInterceptor interceptor = interceptor(new RequestMark(recorder));
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (bean instanceof TestRestTemplate client) {
						client.getRestTemplate().getInterceptors().add(interceptor);
					}
					return bean;
				}

			};
		}

	}

	/**
	 * For {@code RestTestClient}.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestTestClient.class, RestClient.class })
	static final class RestTestClients {

		@Bean
		static BeanPostProcessor gaiRestTestClientPostProcessor(ObjectProvider<TraceRecorder> recorder) {
			ClientHttpRequestInterceptor interceptor = interceptor(new RequestMark(recorder));
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof RestTestClient client)
							? client.mutate().requestInterceptor(interceptor).build() : bean;
				}

			};
		}

	}

	/**
	 * For {@code WebTestClient}.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebTestClient.class, WebClient.class })
	static final class WebTestClients {

		@Bean
		static BeanPostProcessor gaiWebTestClientPostProcessor(ObjectProvider<TraceRecorder> recorder) {
			RequestMark mark = new RequestMark(recorder);
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof WebTestClient client) ? client.mutate()
						.filter((request, next) -> next
							.exchange(ClientRequest.from(request).headers(mark::put).build()))
						.build() : bean;
				}

			};
		}

	}

}
