package dev.gai.braintrust.autoconfigure.startup;

import java.util.Map;

import dev.gai.braintrust.guard.Guard;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import org.apache.commons.logging.Log;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryResourceAttributes;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps an {@code OTEL_RESOURCE_ATTRIBUTES} that cannot be read from stopping the
 * application: Spring Boot's resource is made without it, since OpenTelemetry asks to
 * discard the whole variable then and to go on.
 */
final class ResourceVariable implements EnvironmentPostProcessor, Ordered {

	private static final String VARIABLE = "OTEL_RESOURCE_ATTRIBUTES";

	private static final String METERS = "management.otlp.metrics.export.enabled";

	private final Log logger;

	ResourceVariable(DeferredLogFactory logFactory) {
		this.logger = logFactory.getLog(ResourceVariable.class);
	}

	/**
	 * When the name of the application is known.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (System.getenv(VARIABLE) == null || SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)
				|| isReadable(environment)) {
			return;
		}
		this.logger.warn("The environment variable OTEL_RESOURCE_ATTRIBUTES cannot be read and is ignored as a whole. "
				+ "It must hold name=value pairs, separated by commas, with ASCII names and percent-encoded values");
		application.addInitializers(
				(context) -> context.addBeanFactoryPostProcessor(new ResourceWithoutVariable(environment)));
		if (environment.getProperty(METERS) == null) {
			// Micrometer's registry reads it as well, and this library's dependencies are
			// what may have brought that to life.
			environment.getPropertySources()
				.addFirst(new MapPropertySource("braintrustResourceVariable", Map.of(METERS, false)));
		}
	}

	private static boolean isReadable(ConfigurableEnvironment environment) {
		try {
			ResourceBuilder trial = Resource.builder();
			new OpenTelemetryResourceAttributes(environment, Map.of()).applyTo(trial::put);
			return trial.build() != null;
		}
		catch (RuntimeException ex) {
			Guard.rethrowFatal(ex);
			return false;
		}
	}

}
