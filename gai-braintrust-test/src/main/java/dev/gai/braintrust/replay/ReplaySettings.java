package dev.gai.braintrust.replay;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * One {@link ReplayModels}.
 *
 * @param cassettes folder of the cassettes
 * @param target address of the provider, maybe with placeholders
 * @param properties where clients find the address
 * @param ignore what is not compared
 */
record ReplaySettings(String cassettes, String target, List<String> properties, List<String> ignore) {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	ReplaySettings {
		require(cassettes, "cassettes", "a folder such as src/test/cassettes/support");
		require(target, "target", "the address of the provider, such as https://api.openai.com");
		if (properties.isEmpty()) {
			throw wrong("property", "the property that holds the address, such as spring.ai.openai.base-url");
		}
		properties
			.forEach((name) -> require(name, "property", "the name of a property, such as spring.ai.openai.base-url"));
	}

	static ReplaySettings of(ReplayModels models) {
		return new ReplaySettings(models.cassettes(), models.target(), List.of(models.property()),
				List.of(models.ignore()));
	}

	private static void require(String value, String name, String what) {
		if (!StringUtils.hasText(value)) {
			throw wrong(name, what);
		}
	}

	private static IllegalArgumentException wrong(String name, String what) {
		return new IllegalArgumentException("@ReplayModels(" + name + " = …) is empty: write " + what);
	}

	Path folder() {
		return Path.of(this.cassettes).normalize();
	}

	/**
	 * The address of the provider.
	 * @param environment resolves placeholders
	 * @return the address without a slash at its end
	 */
	URI address(Environment environment) {
		String text = environment.resolveRequiredPlaceholders(this.target).strip();
		URI address;
		try {
			address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("@ReplayModels(target = \"" + this.target + "\"): " + ex.getMessage(),
					ex);
		}
		if (address.getScheme() == null || !SCHEMES.contains(address.getScheme()) || address.getHost() == null
				|| address.getRawQuery() != null || address.getRawUserInfo() != null) {
			throw new IllegalArgumentException("@ReplayModels(target = \"" + this.target
					+ "\"): write an absolute address without a query, such as https://api.openai.com/v1");
		}
		return address;
	}

}
