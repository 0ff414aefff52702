package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.principal.ReactivePrincipalFilter;
import dev.gai.braintrust.principal.ServletPrincipalFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.server.WebFilter;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the user of web requests. Off
 * unless {@code gai.braintrust.context.user-from-security} says otherwise.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("gai.braintrust.context.user-from-security")
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustContextAutoConfiguration {

	/** Behind Spring Security's filters, which Spring Boot registers at -100. */
	private static final int BEHIND_SECURITY = -50;

	/**
	 * Where requests are handled by servlets.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ Filter.class, ServerHttpObservationFilter.class, FilterRegistrationBean.class })
	static final class Servlets {

		@Bean
		@ConditionalOnMissingBean(name = "braintrustPrincipalFilter")
		FilterRegistrationBean<ServletPrincipalFilter> braintrustPrincipalFilter() {
			FilterRegistrationBean<ServletPrincipalFilter> registration = new FilterRegistrationBean<>(
					new ServletPrincipalFilter());
			registration.setOrder(BEHIND_SECURITY);
			registration.setDispatcherTypes(DispatcherType.REQUEST);
			return registration;
		}

	}

	/**
	 * Where requests are reactive.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ WebFilter.class, Mono.class })
	static final class Reactive {

		@Bean
		@ConditionalOnMissingBean
		ReactivePrincipalFilter braintrustReactivePrincipalFilter() {
			return new ReactivePrincipalFilter(BEHIND_SECURITY);
		}

	}

}
