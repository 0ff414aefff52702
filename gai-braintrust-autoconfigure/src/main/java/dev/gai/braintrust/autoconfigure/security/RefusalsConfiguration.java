package dev.gai.braintrust.autoconfigure.security;

import java.util.List;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.security.RefusedRequests.GuardedPath;
import dev.gai.braintrust.promise.Internal;
import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Has the log say why Spring Security has refused a request to the console, to the
 * endpoint for feedback or to the actuator's endpoints. It changes no answer.
 *
 * @since 0.1.0
 */
@Internal
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnClass(name = "org.springframework.security.web.SecurityFilterChain")
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
@EnableConfigurationProperties(BraintrustProperties.class)
public final class RefusalsConfiguration {

	/** Before Spring Security's filters, which Spring Boot registers at -100. */
	static final int BEFORE_SECURITY = -101;

	RefusalsConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	RefusedRequests braintrustRefusedRequests(BraintrustProperties properties, Environment environment) {
		String actuator = environment.getProperty("management.endpoints.web.base-path", "/actuator");
		return new RefusedRequests(
				List.of(new GuardedPath(properties.feedback().endpoint().path(), false, true, "feedback.md"),
						new GuardedPath(properties.console().path(), true, true, "console.md"),
						new GuardedPath(actuator + "/braintrust", false, false, "console.md"),
						new GuardedPath(actuator + "/llmusage", false, false, "console.md")));
	}

	static FilterRegistrationBean<ServletRefusals> filter(RefusedRequests refused) {
		FilterRegistrationBean<ServletRefusals> registration = new FilterRegistrationBean<>(
				new ServletRefusals(refused));
		registration.setOrder(BEFORE_SECURITY);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

	/** With servlets. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ DispatcherServlet.class, FilterRegistrationBean.class })
	static final class Servlets {

		@Bean
		@ConditionalOnMissingBean(name = "braintrustRefusalsFilter")
		FilterRegistrationBean<ServletRefusals> braintrustRefusalsFilter(RefusedRequests braintrustRefusedRequests) {
			return filter(braintrustRefusedRequests);
		}

	}

	/** With WebFlux. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(DispatcherHandler.class)
	static final class Reactive {

		@Bean
		@ConditionalOnMissingBean
		ReactiveRefusals braintrustRefusalsFilter(RefusedRequests braintrustRefusedRequests) {
			return new ReactiveRefusals(braintrustRefusedRequests);
		}

	}

}
