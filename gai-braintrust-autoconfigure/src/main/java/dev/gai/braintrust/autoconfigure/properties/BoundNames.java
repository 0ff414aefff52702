package dev.gai.braintrust.autoconfigure.properties;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Whether a record binds a name. Only the records on the way along the name are looked
 * at, since an application sets few of the names that it could.
 */
final class BoundNames {

	private final boolean fromVariable;

	private BoundNames(boolean fromVariable) {
		this.fromVariable = fromVariable;
	}

	/**
	 * Looks for a name.
	 * @param type the record
	 * @param name the name below that of the record, with the indexes of lists as
	 * {@code []}
	 * @param fromVariable whether it was the name of an environment variable, in which
	 * dots and dashes cannot be told apart
	 * @return whether something of the record has that name
	 */
	static boolean has(Class<?> type, String name, boolean fromVariable) {
		return new BoundNames(fromVariable).has(type, plain(name, fromVariable));
	}

	private boolean has(Type type, String name) {
		Class<?> raw = raw(type);
		if (raw != null && raw.isRecord()) {
			for (RecordComponent component : raw.getRecordComponents()) {
				String start = plain("." + component.getName(), this.fromVariable);
				if (name.startsWith(start) && has(component.getGenericType(), name.substring(start.length()))) {
					return true;
				}
			}
			return false;
		}
		if (raw != null && Map.class.isAssignableFrom(raw)) {
			return this.fromVariable || name.startsWith(".");
		}
		return name.isEmpty() || (raw != null && Collection.class.isAssignableFrom(raw) && name.startsWith("[]")
				&& has(argument(type, 0), name.substring(2)));
	}

	static String plain(String name, boolean fromVariable) {
		String plain = name.replace("-", "").toLowerCase(Locale.ROOT);
		return fromVariable ? plain.replace(".", "") : plain;
	}

	static @Nullable Class<?> raw(Type type) {
		Type raw = (type instanceof ParameterizedType generic) ? generic.getRawType() : type;
		return (raw instanceof Class<?> found) ? found : null;
	}

	static Type argument(Type type, int index) {
		return (type instanceof ParameterizedType generic) ? generic.getActualTypeArguments()[index] : Object.class;
	}

}
