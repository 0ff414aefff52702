package dev.gai.braintrust.autoconfigure.startup;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;

import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.impl.NoOpLog;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryEnvironmentVariableEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Keeps {@code OTEL_*} variables that a platform sets for all that runs on it from
 * stopping an application which had nothing to do with OpenTelemetry before it used this
 * library. Spring Boot maps them to properties and refuses to start where the exporter
 * that they ask for cannot be made. What an application says in its own properties is
 * left alone.
 */
final class PlatformVariables implements EnvironmentPostProcessor, Ordered {

	private static final String MAPPING = "management.opentelemetry.map-environment-variables";

	private static final String SIGNAL = "management.opentelemetry.%s.export.otlp.";

	private final Log logger;

	PlatformVariables(DeferredLogFactory logFactory) {
		this.logger = logFactory.getLog(PlatformVariables.class);
	}

	/**
	 * Before Spring Boot maps the variables, after it has read the application's files.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.getProperty(MAPPING) != null
				|| !environment.getProperty("gai.braintrust.enabled", Boolean.class, true)) {
			return;
		}
		Map<String, Object> mapped = mapped(application);
		boolean fileMissing = mapped.values().stream().anyMatch(PlatformVariables::isMissingFile);
		Set<String> unusable = unusable(mapped, fileMissing, environment);
		if (unusable.isEmpty() && !fileMissing) {
			return;
		}
		Map<String, Object> settings = new LinkedHashMap<>();
		unusable.forEach((signal) -> settings.put("management." + signal + ".export.otlp.enabled", false));
		// All of the mapping but this, as Spring Boot's own outranks what is set here.
		settings.put(MAPPING, false);
		mapped.forEach((name, value) -> {
			if (!fileMissing || !name.contains("ssl.bundle")) {
				settings.putIfAbsent(name, value);
			}
		});
		environment.getPropertySources().addFirst(new MapPropertySource("braintrustPlatformVariables", settings));
		this.logger
			.warn("The environment variable OTEL_EXPORTER_OTLP_ENDPOINT asks for an exporter that cannot be made: "
					+ "the class path has no sender for one, the endpoint is no address, or a certificate is missing. So "
					+ "there is none; Braintrust gets its spans all the same. For a sender add the dependency "
					+ "'org.springframework.boot:spring-boot-starter-opentelemetry'");
	}

	/**
	 * What the variables come to, found out where it does no harm.
	 */
	private static Map<String, Object> mapped(SpringApplication application) {
		StandardEnvironment trial = new StandardEnvironment();
		trial.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		trial.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		new OpenTelemetryEnvironmentVariableEnvironmentPostProcessor((destination) -> new NoOpLog())
			.postProcessEnvironment(trial, application);
		Map<String, Object> mapped = new LinkedHashMap<>();
		for (PropertySource<?> source : trial.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					mapped.put(name, Objects.requireNonNull(enumerable.getProperty(name)));
				}
			}
		}
		return mapped;
	}

	private static Set<String> unusable(Map<String, Object> mapped, boolean fileMissing,
			ConfigurableEnvironment environment) {
		Set<String> unusable = new LinkedHashSet<>();
		for (String signal : List.of("tracing", "logging")) {
			String property = SIGNAL.formatted(signal);
			Object endpoint = mapped.get(property + "endpoint");
			boolean explicit = environment.getProperty("management." + signal + ".export.otlp.enabled") != null
					|| environment.getProperty(property + "endpoint") != null;
			String transport = String.valueOf(mapped.getOrDefault(property + "transport", "http"));
			if (!explicit && endpoint != null
					&& (fileMissing || !isAddress(endpoint.toString()) || !isAnySender(transport))) {
				unusable.add(signal);
			}
		}
		return unusable;
	}

	private static boolean isAddress(String text) {
		try {
			URI uri = URI.create(text.strip());
			return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isMissingFile(Object value) {
		return value instanceof String text && text.startsWith("file:")
				&& !Files.isReadable(Path.of(text.substring("file:".length())));
	}

	private static boolean isAnySender(String transport) {
		Class<?> sender = transport.equalsIgnoreCase("grpc") ? GrpcSenderProvider.class : HttpSenderProvider.class;
		return ServiceLoader.load(sender, PlatformVariables.class.getClassLoader()).stream().findAny().isPresent();
	}

}
