package dev.gai.braintrust.autoconfigure.properties;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.ResolvableType;

/**
 * The settings that can be nearly any text, found in the records that they are bound to:
 * texts, secrets and paths, single ones and those in lists and maps. Groups of which
 * nothing is set are left out.
 *
 * @since 0.1.0
 */
public final class TextSettings {

	private TextSettings() {
	}

	/**
	 * Visits what is set.
	 * @param name name of the record
	 * @param record the record
	 * @param visitor is given the name of each text and the text
	 */
	static void forEach(String name, Record record, BiConsumer<String, String> visitor) {
		for (RecordComponent component : record.getClass().getRecordComponents()) {
			visit(name + "." + DataObjectPropertyName.toDashedForm(component.getName()), value(record, component),
					visitor);
		}
	}

	private static void visit(String name, @Nullable Object value, BiConsumer<String, String> visitor) {
		if (value instanceof String || value instanceof Path) {
			visitor.accept(name, value.toString());
		}
		else if (value instanceof ApiKey secret) {
			visitor.accept(name, secret.value());
		}
		else if (value instanceof Record record && !UnsetGroups.isUnset(record)) {
			forEach(name, record, visitor);
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((key, element) -> visit(name + "." + key, element, visitor));
		}
		else if (value instanceof Collection<?> collection) {
			int index = 0;
			for (Object element : collection) {
				visit(name + "[" + index++ + "]", element, visitor);
			}
		}
	}

	private static @Nullable Object value(Record record, RecordComponent component) {
		try {
			return component.getAccessor().invoke(record);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException(component + " cannot be read", ex);
		}
	}

	/**
	 * The records that are read by reflection.
	 * @param type the outermost one
	 * @return it, and those within it
	 */
	public static Set<Class<?>> records(Class<?> type) {
		Set<Class<?>> found = new LinkedHashSet<>();
		add(found, ResolvableType.forClass(type));
		return found;
	}

	private static void add(Set<Class<?>> found, ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (raw.isRecord() && found.add(raw)) {
			for (RecordComponent component : raw.getRecordComponents()) {
				add(found, ResolvableType.forType(component.getGenericType()));
			}
		}
		for (ResolvableType argument : type.getGenerics()) {
			add(found, argument);
		}
	}

}
