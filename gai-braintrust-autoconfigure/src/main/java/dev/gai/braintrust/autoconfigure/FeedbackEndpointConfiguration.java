package dev.gai.braintrust.autoconfigure;

import java.util.List;
import java.util.Set;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.FeedbackProperties;
import dev.gai.braintrust.feedback.FeedbackRequests;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.feedback.ReactiveFeedback;
import dev.gai.braintrust.feedback.ServletFeedback;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The endpoint for feedback from browsers.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("gai.braintrust.feedback.endpoint.enabled")
final class FeedbackEndpointConfiguration {

	@Bean
	FeedbackRequests braintrustFeedbackRequests(GenAiFeedback genAiFeedback, BraintrustProperties properties) {
		FeedbackProperties.Endpoint endpoint = properties.feedback().endpoint();
		return new FeedbackRequests(genAiFeedback, new FeedbackRequests.Settings(endpoint.path(),
				Set.copyOf(List.copyOf(endpoint.scores())), endpoint.maxPerMinute()));
	}

	/** The door in Spring MVC. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static final class ServletDoor {

		@Bean
		@Order(0)
		org.springframework.web.servlet.function.RouterFunction<org.springframework.web.servlet.function.ServerResponse> braintrustFeedbackRoutes(
				FeedbackRequests braintrustFeedbackRequests) {
			return new ServletFeedback(braintrustFeedbackRequests).routes();
		}

	}

	/** The door in Spring WebFlux. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(DispatcherHandler.class)
	static final class ReactiveDoor {

		@Bean
		@Order(0)
		RouterFunction<ServerResponse> braintrustFeedbackRoutes(FeedbackRequests braintrustFeedbackRequests) {
			return new ReactiveFeedback(braintrustFeedbackRequests).routes();
		}

	}

}
