package dev.gai.braintrust.replay;

import java.nio.file.Path;
import java.util.List;

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

}
