package dev.gai.braintrust.guard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Calls methods of classes that are there only if the application has them.
 *
 * @since 0.1.0
 */
public final class PublicMethod {

	private PublicMethod() {
	}

	/**
	 * Calls a public method.
	 * @param target the object
	 * @param name name of the method
	 * @param arguments arguments, whose classes are those of the parameters
	 * @return the result, {@code null} if there is no such method or it failed
	 */
	public static @Nullable Object call(Object target, String name, Object... arguments) {
		return call(target.getClass(), target, name, arguments);
	}

	/**
	 * Calls a public method of a class.
	 * @param type the class
	 * @param target an object of it
	 * @param name name of the method, empty to call nothing
	 * @param arguments arguments, whose classes are those of the parameters
	 * @return the result, {@code null} if there is no such method or it failed
	 */
	public static @Nullable Object call(Class<?> type, Object target, String name, Object... arguments) {
		Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
		Method method = name.isEmpty() ? null : ClassUtils.getMethodIfAvailable(type, name, types);
		if (method == null) {
			return null;
		}
		try {
			return ClassUtils.getPubliclyAccessibleMethodIfPossible(method, type).invoke(target, arguments);
		}
		catch (IllegalAccessException | InvocationTargetException | RuntimeException ex) {
			return null;
		}
	}

}
