package dev.gai.braintrust.eval.upload;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.gai.braintrust.autoconfigure.properties.ApiKey;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustNetwork;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.network.Network;
import dev.gai.braintrust.test.report.FailureReport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

/**
 * What is set for reports and experiments.
 *
 * @param mode when an eval becomes an experiment
 * @param directory where reports go
 * @param properties the product's own settings
 * @param environment the environment that they came from
 */
record UploadSettings(UploadMode mode, Path directory, BraintrustProperties properties, Environment environment) {

	private static final String MODE = "gai.braintrust.eval.upload";

	private static final String DIRECTORY = "gai.braintrust.eval.report-directory";

	/** One exchange; a service that is slower than this is as good as down for a test. */
	private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(10);

	private static final Map<String, List<String>> VARIABLES = Map.of("gai.braintrust.api-key",
			List.of("BRAINTRUST_API_KEY"), "gai.braintrust.api-url", List.of("BRAINTRUST_API_URL"),
			"gai.braintrust.app-url", List.of("BRAINTRUST_APP_URL"), "gai.braintrust.org-name",
			List.of("BRAINTRUST_ORG_NAME"), "gai.braintrust.project-id", List.of("BRAINTRUST_PROJECT_ID"),
			"gai.braintrust.project-name", List.of("BRAINTRUST_PROJECT_NAME", "BRAINTRUST_PROJECT"));

	/**
	 * Reads the settings.
	 * @param environment the environment, {@code null} for that of the process
	 * @return the settings
	 * @throws IllegalArgumentException if one is malformed
	 */
	static UploadSettings of(@Nullable Environment environment) {
		Environment used = (environment != null) ? environment : new StandardEnvironment();
		Map<String, String> variables = new HashMap<>();
		VARIABLES.forEach((property, names) -> names.stream()
			.map(used::getProperty)
			.filter(StringUtils::hasText)
			.findFirst()
			.ifPresent((value) -> variables.put(property, value)));
		Iterable<ConfigurationPropertySource> sources = (used instanceof ConfigurableEnvironment configurable)
				? ConfigurationPropertySources.from(configurable.getPropertySources()) : List.of();
		List<ConfigurationPropertySource> all = Stream
			.concat(StreamSupport.stream(sources.spliterator(), false),
					Stream.of(new MapConfigurationPropertySource(variables)))
			.toList();
		PlaceholdersResolver placeholders = (value) -> (value instanceof String text) ? used.resolvePlaceholders(text)
				: value;
		BraintrustProperties properties = new Binder(all, placeholders).bindOrCreate("gai.braintrust",
				BraintrustProperties.class);
		return new UploadSettings(mode(used.getProperty(MODE, "auto")), directory(used.getProperty(DIRECTORY)),
				properties, used);
	}

	private static UploadMode mode(String value) {
		return switch (value.strip().toLowerCase(Locale.ROOT)) {
			case "", "auto" -> UploadMode.AUTO;
			case "always", "true" -> UploadMode.ALWAYS;
			case "never", "false" -> UploadMode.NEVER;
			default -> throw new IllegalArgumentException(
					MODE + " is none of the values that it may have: write auto, always or never");
		};
	}

	private static Path directory(@Nullable String value) {
		return StringUtils.hasText(value) ? Path.of(value.strip())
				: FailureReport.folder(Path.of("")).resolve("braintrust-evals");
	}

	boolean hasKey() {
		ApiKey key = this.properties.apiKey();
		return this.properties.enabled() && key != null && !key.isBlank();
	}

	BraintrustConnection connection() {
		return BraintrustConnection.of(this.properties, this.environment);
	}

	URI apiUrl() {
		return connection().apiUrl();
	}

	/**
	 * The way to Braintrust, as an application with these settings would take it.
	 */
	Network network() {
		String name = this.properties.export().ssl().bundle();
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		if (StringUtils.hasText(name)) {
			SslProperties.Bundles set = Binder.get(this.environment)
				.bindOrCreate("spring.ssl", SslProperties.class)
				.getBundle();
			PemSslBundleProperties pem = set.getPem().get(name.strip());
			JksSslBundleProperties jks = set.getJks().get(name.strip());
			if (pem != null) {
				bundles.registerBundle(name.strip(), PropertiesSslBundle.get(pem));
			}
			else if (jks != null) {
				bundles.registerBundle(name.strip(), PropertiesSslBundle.get(jks));
			}
		}
		return BraintrustNetwork.of(this.properties, bundles);
	}

	Duration exchange() {
		Duration timeout = this.properties.export().timeout();
		return (timeout.compareTo(LONGEST_EXCHANGE) < 0) ? timeout : LONGEST_EXCHANGE;
	}

}
