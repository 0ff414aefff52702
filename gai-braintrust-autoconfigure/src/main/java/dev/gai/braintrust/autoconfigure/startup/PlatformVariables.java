package dev.gai.braintrust.autoconfigure.startup;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

import dev.gai.braintrust.guard.Guard;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import org.apache.commons.logging.Log;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps {@code OTEL_*} variables that a platform sets for all that runs on it from
 * stopping an application which had nothing to do with OpenTelemetry before it used this
 * library. Spring Boot maps them to properties and refuses to start where the exporter
 * that they ask for cannot be made, or where OpenTelemetry does not take a number. What
 * an application says in its own properties is left alone.
 */
final class PlatformVariables implements EnvironmentPostProcessor, Ordered {

	private static final String MAPPING = "management.opentelemetry.map-environment-variables";

	private static final String PREFIX = "OTEL_";

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
		if (!isAnySet() || environment.getProperty(MAPPING) != null) {
			return;
		}
		MappedVariables mapped;
		try {
			mapped = MappedVariables.of(application);
		}
		catch (RuntimeException ex) {
			Guard.rethrowFatal(ex);
			mapNothing(environment);
			return;
		}
		map(mapped, environment);
	}

	/**
	 * Nearly always none is, and then nothing of Spring Boot's mapping need be loaded.
	 */
	private static boolean isAnySet() {
		for (String name : System.getenv().keySet()) {
			if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
				return true;
			}
		}
		return false;
	}

	private void mapNothing(ConfigurableEnvironment environment) {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put(MAPPING, false);
		if ("true".equalsIgnoreCase(System.getenv("OTEL_SDK_DISABLED"))) {
			settings.put("management.opentelemetry.enabled", false);
		}
		use(settings, environment);
		this.logger.warn("Spring Boot cannot read one of the environment variables OTEL_EXPORTER_OTLP_HEADERS, "
				+ "OTEL_EXPORTER_OTLP_TRACES_HEADERS, OTEL_EXPORTER_OTLP_METRICS_HEADERS and "
				+ "OTEL_EXPORTER_OTLP_LOGS_HEADERS, which hold name=value pairs with percent-encoded values. "
				+ "None of the variables OTEL_* apply, except OTEL_SDK_DISABLED and those of the resource");
	}

	private void map(MappedVariables mapped, ConfigurableEnvironment environment) {
		Map<String, Object> properties = mapped.properties();
		boolean withoutBundle = !MappedCertificates.areUsable(properties);
		Set<String> unusable = unusable(properties, withoutBundle, environment);
		if (unusable.isEmpty() && !withoutBundle && mapped.refused().isEmpty() && !mapped.replaced()) {
			return;
		}
		Map<String, Object> settings = new LinkedHashMap<>();
		unusable.forEach((signal) -> settings.put("management." + signal + ".export.otlp.enabled", false));
		// All of the mapping but this, as Spring Boot's own outranks what is set here.
		settings.put(MAPPING, false);
		properties.forEach((name, value) -> {
			if (!withoutBundle || !name.contains("ssl.bundle")) {
				settings.putIfAbsent(name, value);
			}
		});
		use(settings, environment);
		if (!mapped.refused().isEmpty()) {
			this.logger.warn("OpenTelemetry does not accept the value of the environment variable "
					+ String.join(", ", mapped.refused()) + ", so the default is used. Sizes are 1 or more, limits 0 "
					+ "or more");
		}
		if (!unusable.isEmpty() || withoutBundle) {
			this.logger.warn("The environment variable OTEL_EXPORTER_OTLP_ENDPOINT requests an exporter that cannot "
					+ "be created: the class path has no sender for it, the endpoint is not a valid address, or a file "
					+ "named by OTEL_EXPORTER_OTLP_CERTIFICATE or a similar variable cannot be read. The exporter is "
					+ "left out; Braintrust still receives its spans. For a sender, add the dependency "
					+ "'org.springframework.boot:spring-boot-starter-opentelemetry'");
		}
	}

	private static void use(Map<String, Object> settings, ConfigurableEnvironment environment) {
		environment.getPropertySources().addFirst(new MapPropertySource("braintrustPlatformVariables", settings));
	}

	private static Set<String> unusable(Map<String, Object> mapped, boolean withoutBundle,
			ConfigurableEnvironment environment) {
		Set<String> unusable = new LinkedHashSet<>();
		for (String signal : List.of("tracing", "logging")) {
			String property = SIGNAL.formatted(signal);
			Object endpoint = mapped.get(property + "endpoint");
			boolean explicit = environment.getProperty("management." + signal + ".export.otlp.enabled") != null
					|| environment.getProperty(property + "endpoint") != null;
			String transport = String.valueOf(mapped.getOrDefault(property + "transport", "http"));
			if (!explicit && endpoint != null
					&& (withoutBundle || !isAddress(endpoint.toString()) || !isAnySender(transport))) {
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

	private static boolean isAnySender(String transport) {
		Class<?> sender = transport.equalsIgnoreCase("grpc") ? GrpcSenderProvider.class : HttpSenderProvider.class;
		return ServiceLoader.load(sender, PlatformVariables.class.getClassLoader()).stream().findAny().isPresent();
	}

}
