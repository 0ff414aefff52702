package dev.gai.braintrust.autoconfigure.properties;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.CollectionFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Groups of settings of which nothing is set: records with the defaults that Boot's
 * binder would give them, made once in a process.
 */
final class UnsetGroups {

	private static final Map<Class<?>, Object> MADE = new ConcurrentHashMap<>();

	private UnsetGroups() {
	}

	/**
	 * A group.
	 * @param <T> type of the group
	 * @param set the group, {@code null} if nothing of it is set
	 * @param type type of the group
	 * @return the group, with its defaults if nothing of it is set
	 */
	static <T extends Record> T unless(@Nullable T set, Class<T> type) {
		return (set != null) ? set : type.cast(unset(type));
	}

	/**
	 * Whether nothing of a group is set.
	 * @param group the group
	 * @return {@code true} only if it has its defaults
	 */
	static boolean isUnset(Record group) {
		return MADE.get(group.getClass()) == group;
	}

	private static Object unset(Class<?> type) {
		Object made = MADE.get(type);
		if (made == null) {
			made = make(type.getDeclaredConstructors()[0]);
			MADE.put(type, made);
		}
		return made;
	}

	private static Object make(Constructor<?> constructor) {
		Annotation[][] annotations = constructor.getParameterAnnotations();
		Class<?>[] types = constructor.getParameterTypes();
		Object[] values = new Object[annotations.length];
		for (int i = 0; i < values.length; i++) {
			for (Annotation annotation : annotations[i]) {
				if (annotation instanceof DefaultValue texts) {
					values[i] = value(texts.value(), types[i], new MethodParameter(constructor, i));
				}
			}
		}
		return BeanUtils.instantiateClass(constructor, values);
	}

	private static Object value(String[] texts, Class<?> type, MethodParameter parameter) {
		if (texts.length == 0) {
			return empty(type);
		}
		Object value = (texts.length == 1) ? DefaultTexts.value(texts[0], type) : null;
		return (value != null) ? value : Objects.requireNonNull(ApplicationConversionService.getSharedInstance()
			.convert((texts.length == 1) ? texts[0] : texts, new TypeDescriptor(parameter)));
	}

	private static Object empty(Class<?> type) {
		if (type.isRecord()) {
			return unset(type);
		}
		return Map.class.isAssignableFrom(type) ? CollectionFactory.createMap(type, 0)
				: CollectionFactory.createCollection(type, 0);
	}

}
