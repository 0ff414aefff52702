package dev.gai.braintrust.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds settings that nothing reads: a misspelt one is ignored by Spring Boot, and would
 * be thought to work.
 */
final class UnknownNames {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("gai.braintrust");

	/** Groups of the module for tests, which need not be there when they are set. */
	private static final List<String> TESTS = List.of("gai.braintrust.eval.", "gai.braintrust.replay.");

	/** More would be no help. */
	private static final int MOST = 20;

	private final KnownNames known;

	UnknownNames(KnownNames known) {
		this.known = known;
	}

	/**
	 * Looks for such settings. Says their names and never their values.
	 * @param environment where settings are set
	 * @return a sentence for each
	 */
	List<String> warnings(Environment environment) {
		Set<ConfigurationPropertyName> seen = new LinkedHashSet<>();
		List<String> warnings = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				boolean variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
				iterable.stream()
					.filter(ROOT::isAncestorOf)
					.filter((name) -> !isKnown(name, variables) && seen.add(name) && seen.size() <= MOST)
					.forEach((name) -> warnings.add(warning(environment, name)));
			}
		}
		return warnings;
	}

	private boolean isKnown(ConfigurationPropertyName name, boolean fromVariable) {
		String text = text(name, Form.UNIFORM);
		return TESTS.stream().anyMatch(text::startsWith) || this.known.contains(text, fromVariable);
	}

	private String warning(Environment environment, ConfigurationPropertyName name) {
		String meant = this.known.nearest(text(name, Form.DASHED));
		for (int i = 0; i < name.getNumberOfElements(); i++) {
			if (name.isNumericIndex(i)) {
				meant = meant.replaceFirst("\\[]", "[" + name.getElement(i, Form.ORIGINAL) + "]");
			}
		}
		String origin = PropertyOrigin.of(environment, name.toString());
		return "There is no property '" + name + "'" + ((origin != null) ? " (set in " + origin + ")" : "")
				+ ", so that it has no effect. Did you mean '" + meant.replace("[]", "[0]") + "'?";
	}

	private static String text(ConfigurationPropertyName name, Form form) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < name.getNumberOfElements(); i++) {
			if (name.isNumericIndex(i)) {
				text.append("[]");
			}
			else {
				text.append((i > 0) ? "." : "").append(name.getElement(i, form));
			}
		}
		return text.toString();
	}

}
