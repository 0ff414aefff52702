package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties.ContentCapture;
import dev.gai.braintrust.autoconfigure.startup.ConsoleNotice;
import dev.gai.braintrust.autoconfigure.startup.ForwardedAddresses;
import dev.gai.braintrust.autoconfigure.startup.LibraryVersion;
import dev.gai.braintrust.autoconfigure.startup.NoExport;
import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.console.ConsoleSettings;
import dev.gai.braintrust.console.ReactiveConsole;
import dev.gai.braintrust.console.ServletConsole;
import dev.gai.braintrust.console.TraceRing;
import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the console, a page on which the
 * latest traces can be looked at while developing, with or without an account. Off unless
 * {@code gai.braintrust.console.enabled} says otherwise, which DevTools do.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("gai.braintrust.console.enabled")
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustConsoleAutoConfiguration {

	private static final long MAX_BYTES = 64L * 1024 * 1024;

	@Bean
	@ConditionalOnMissingBean
	TraceRing braintrustTraceRing(BraintrustProperties properties) {
		return new TraceRing(properties.console().maxTraces(),
				Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 8));
	}

	@Bean
	@ConditionalOnMissingBean
	Console braintrustConsole(BraintrustProperties properties, Environment environment, TraceRing ring) {
		return new Console(settings(properties, environment), ring);
	}

	@Bean
	ConsoleNotice braintrustConsoleNotice(BraintrustProperties properties, Console console) {
		return new ConsoleNotice(properties.console().path(), console);
	}

	private static ConsoleSettings settings(BraintrustProperties properties, Environment environment) {
		BraintrustConnection connection = BraintrustConnection.of(properties, environment);
		String notSent = NoExport.reason(environment);
		return new ConsoleSettings(properties.console().path(), properties.console().maxTraces(),
				properties.content().capture() == ContentCapture.FULL,
				environment.getProperty("spring.application.name"), LibraryVersion.get(), connection.parent(),
				(notSent == null) ? connection.destination().tracesUrl().toString() : null, notSent,
				permalink(connection), ForwardedAddresses.areUsed(environment));
	}

	private static @Nullable String permalink(BraintrustConnection connection) {
		return connection.permalinks().of("{trace}", "{span}");
	}

	/**
	 * The door in Spring MVC.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static final class ServletDoor {

		@Bean
		ServletConsole braintrustServletConsole(Console console) {
			return new ServletConsole(console);
		}

		@Bean
		org.springframework.web.servlet.function.RouterFunction<org.springframework.web.servlet.function.ServerResponse> braintrustConsoleRoutes(
				ServletConsole console) {
			return console.routes();
		}

		@Bean
		ObservationPredicate braintrustConsoleObservationPredicate(ServletConsole console) {
			return (name, context) -> !(context instanceof ServerRequestObservationContext observed
					&& observed.getCarrier() != null && console.serves(observed.getCarrier()));
		}

	}

	/**
	 * The door in Spring WebFlux.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(DispatcherHandler.class)
	static final class ReactiveDoor {

		@Bean
		ReactiveConsole braintrustReactiveConsole(Console console) {
			return new ReactiveConsole(console);
		}

		@Bean
		RouterFunction<ServerResponse> braintrustConsoleRoutes(ReactiveConsole console) {
			return console.routes();
		}

		@Bean
		ObservationPredicate braintrustConsoleObservationPredicate(ReactiveConsole console) {
			return (name,
					context) -> !(context instanceof org.springframework.http.server.reactive.observation.ServerRequestObservationContext observed
							&& observed.getCarrier() != null && console.serves(observed.getCarrier()));
		}

	}

}
