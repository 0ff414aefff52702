package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.completion.AsyncRequests;
import dev.gai.braintrust.completion.RequestCallables;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.AsyncContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications that use Spring
 * MVC: it says when a result that comes later has come, and lets what makes it belong to
 * its request.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass({ WebMvcConfigurer.class, AsyncContext.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
public final class BraintrustAsyncRequestsAutoConfiguration {

	@Bean
	WebMvcConfigurer braintrustAsyncRequestsConfigurer(ObjectProvider<ObservationRegistry> registry) {
		AsyncRequests requests = new AsyncRequests();
		RequestCallables callables = new RequestCallables(registry::getIfAvailable);
		return new WebMvcConfigurer() {

			@Override
			public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
				configurer.registerDeferredResultInterceptors(requests);
				configurer.registerCallableInterceptors(requests, callables);
			}

		};
	}

}
