package dev.gai.braintrust.autoconfigure.security;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The same for an actuator that has a server of its own, with
 * {@code management.server.port}: filters of the application's server are not in it, but
 * Spring Security's is. WebFlux has the filters of the application there too.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ DispatcherServlet.class, FilterRegistrationBean.class })
@ConditionalOnBean(RefusedRequests.class)
final class ManagementRefusalsConfiguration {

	ManagementRefusalsConfiguration() {
	}

	@Bean
	FilterRegistrationBean<ServletRefusals> braintrustManagementRefusalsFilter(
			RefusedRequests braintrustRefusedRequests) {
		return RefusalsConfiguration.filter(braintrustRefusedRequests);
	}

}
