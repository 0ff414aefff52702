package dev.gai.braintrust.autoconfigure.properties;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.guard.Guard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * The names that settings can have: those that are bound, found in the records that they
 * are bound to, and those that other modules describe in their metadata. Elements of
 * lists are written {@code []}, keys of maps {@code *}.
 */
final class KnownNames {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final int DEEPEST = 8;

	private final String prefix;

	private final Class<?> type;

	private final Set<String> names = new LinkedHashSet<>();

	/**
	 * Those that are bound to a record.
	 * @param prefix what they begin with
	 * @param type the record
	 */
	KnownNames(String prefix, Class<?> type) {
		this.prefix = prefix;
		this.type = type;
	}

	private void add(String name, Type type, int depth) {
		Class<?> raw = BoundNames.raw(type);
		if (depth > DEEPEST || raw == null) {
			this.names.add(name);
		}
		else if (raw.isRecord()) {
			for (RecordComponent component : raw.getRecordComponents()) {
				add(name + "." + DataObjectPropertyName.toDashedForm(component.getName()), component.getGenericType(),
						depth + 1);
			}
		}
		else if (Map.class.isAssignableFrom(raw)) {
			add(name + ".*", BoundNames.argument(type, 1), depth + 1);
		}
		else if (Collection.class.isAssignableFrom(raw)) {
			this.names.add(name);
			add(name + "[]", BoundNames.argument(type, 0), depth + 1);
		}
		else {
			this.names.add(name);
		}
	}

	/**
	 * Whether a setting can have a name.
	 * @param name the name, with the indexes of lists as {@code []}
	 * @param fromVariable whether it was the name of an environment variable, in which
	 * dots and dashes cannot be told apart
	 * @return whether something reads it
	 */
	boolean contains(String name, boolean fromVariable) {
		return BoundNames.has(this.type, name.substring(this.prefix.length()), fromVariable)
				|| all().stream().anyMatch((known) -> matches(known, name, fromVariable));
	}

	private static boolean matches(String known, String name, boolean fromVariable) {
		String pattern = BoundNames.plain(known, fromVariable);
		String text = BoundNames.plain(name, fromVariable);
		int key = pattern.indexOf('*');
		return (key >= 0) ? text.startsWith(pattern.substring(0, key)) : text.equals(pattern);
	}

	/**
	 * The name that was probably meant.
	 * @param name a name that nothing reads
	 * @return the nearest name
	 */
	String nearest(String name) {
		return all().stream()
			.min(Comparator.comparingInt((String known) -> Distance.between(name, known))
				.thenComparing((known) -> known))
			.orElse(this.prefix);
	}

	/**
	 * All, with those that the metadata on the class path describes. Late, as there are
	 * many and a setting of an unknown name is rare.
	 */
	private Set<String> all() {
		if (this.names.isEmpty()) {
			add(this.prefix, this.type, 0);
			addOthers();
		}
		return this.names;
	}

	private void addOthers() {
		try {
			ClassLoader loader = KnownNames.class.getClassLoader();
			List<URL> files = Collections.list(loader.getResources(METADATA));
			for (URL file : files) {
				try (InputStream in = file.openStream()) {
					JsonMapper.shared().readTree(in).path("properties").forEach(this::addDescribed);
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			Guard.report("Names of settings are not known", ex);
		}
	}

	private void addDescribed(JsonNode property) {
		String name = property.path("name").asString("");
		if (!name.startsWith(this.prefix + ".") || this.names.contains(name)) {
			return;
		}
		this.names.add(name);
		String type = property.path("type").asString("");
		if (type.startsWith("java.util.Map")) {
			this.names.add(name + ".*");
		}
		else if (type.startsWith("java.util.")) {
			this.names.add(name + "[]");
		}
	}

}
