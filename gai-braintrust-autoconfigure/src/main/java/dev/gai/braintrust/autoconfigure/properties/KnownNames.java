package dev.gai.braintrust.autoconfigure.properties;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;
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

	/** Those of a type are the same at each start. */
	private static final Map<Class<?>, Set<String>> READ = new ConcurrentHashMap<>();

	private final String prefix;

	private final Set<String> names;

	private boolean othersRead;

	private KnownNames(String prefix, Set<String> names) {
		this.prefix = prefix;
		this.names = names;
	}

	/**
	 * The names that are bound to a record.
	 * @param prefix what they begin with
	 * @param type the record
	 * @return the names
	 */
	static KnownNames of(String prefix, Class<?> type) {
		Set<String> names = READ.computeIfAbsent(type, (record) -> {
			KnownNames known = new KnownNames("", new LinkedHashSet<>());
			known.add("", record, 0);
			return known.names;
		});
		return new KnownNames(prefix,
				names.stream().map(prefix::concat).collect(Collectors.toCollection(LinkedHashSet::new)));
	}

	private void add(String name, Type type, int depth) {
		Class<?> raw = raw(type);
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
			add(name + ".*", argument(type, 1), depth + 1);
		}
		else if (Collection.class.isAssignableFrom(raw)) {
			this.names.add(name);
			add(name + "[]", argument(type, 0), depth + 1);
		}
		else {
			this.names.add(name);
		}
	}

	private static @Nullable Class<?> raw(Type type) {
		Type raw = (type instanceof ParameterizedType generic) ? generic.getRawType() : type;
		return (raw instanceof Class<?> found) ? found : null;
	}

	private static Type argument(Type type, int index) {
		return (type instanceof ParameterizedType generic) ? generic.getActualTypeArguments()[index] : Object.class;
	}

	/**
	 * Whether a setting can have a name.
	 * @param name the name, with the indexes of lists as {@code []}
	 * @param fromVariable whether it was the name of an environment variable, in which
	 * dots and dashes cannot be told apart
	 * @return whether something reads it
	 */
	boolean contains(String name, boolean fromVariable) {
		return isAmong(this.names, name, fromVariable) || (readOthers() && isAmong(this.names, name, fromVariable));
	}

	private static boolean isAmong(Set<String> names, String name, boolean fromVariable) {
		return names.stream().anyMatch((known) -> matches(known, name, fromVariable));
	}

	private static boolean matches(String known, String name, boolean fromVariable) {
		String pattern = plain(known, fromVariable);
		String text = plain(name, fromVariable);
		int key = pattern.indexOf('*');
		return (key >= 0) ? text.startsWith(pattern.substring(0, key)) : text.equals(pattern);
	}

	private static String plain(String name, boolean fromVariable) {
		String plain = name.replace("-", "").toLowerCase(Locale.ROOT);
		return fromVariable ? plain.replace(".", "") : plain;
	}

	/**
	 * The name that was probably meant.
	 * @param name a name that nothing reads
	 * @return the nearest name
	 */
	String nearest(String name) {
		return this.names.stream()
			.min(Comparator.comparingInt((String known) -> Distance.between(name, known))
				.thenComparing((known) -> known))
			.orElse(this.prefix);
	}

	/**
	 * Adds what the metadata on the class path describes. Late, as there is much of it
	 * and a setting of an unknown name is rare.
	 */
	private boolean readOthers() {
		if (this.othersRead) {
			return false;
		}
		this.othersRead = true;
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
		return true;
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
