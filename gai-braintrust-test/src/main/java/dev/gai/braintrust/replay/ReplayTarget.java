package dev.gai.braintrust.replay;

import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;

/**
 * The address of a provider. Its placeholders are those of the application without the
 * annotation, so that it can name the very property that the annotation sets.
 * Thread-safe.
 */
final class ReplayTarget implements Supplier<URI> {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	private final String text;

	private final ConfigurableEnvironment environment;

	private volatile @Nullable URI address;

	ReplayTarget(String text, ConfigurableEnvironment environment) {
		this.text = text;
		this.environment = environment;
		if (!text.contains("${")) {
			get();
		}
	}

	@Override
	public URI get() {
		URI known = this.address;
		if (known == null) {
			MutablePropertySources others = new MutablePropertySources();
			this.environment.getPropertySources()
				.stream()
				.filter((source) -> !(source instanceof AddressPropertySource)
						&& !source.getName().equals("configurationProperties"))
				.forEach(others::addLast);
			known = address(new PropertySourcesPropertyResolver(others).resolveRequiredPlaceholders(this.text).strip());
			this.address = known;
		}
		return known;
	}

	private URI address(String resolved) {
		URI found;
		try {
			found = URI.create(resolved.endsWith("/") ? resolved.substring(0, resolved.length() - 1) : resolved);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("@ReplayModels(target = \"" + this.text + "\"): " + ex.getMessage(), ex);
		}
		if (found.getScheme() == null || !SCHEMES.contains(found.getScheme()) || found.getHost() == null
				|| found.getRawQuery() != null || found.getRawUserInfo() != null) {
			throw new IllegalArgumentException("@ReplayModels(target = \"" + this.text
					+ "\"): write an absolute address without a query, such as https://api.openai.com/v1");
		}
		return found;
	}

}
