package dev.gai.braintrust.content.snapshot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Asks the providers of JPA whether an attribute is loaded, without touching it. Known by
 * name: JPA may be absent.
 */
final class PersistenceProviders {

	private static final String SPI = "jakarta.persistence.spi.";

	private static final String UNKNOWN = "UNKNOWN";

	private PersistenceProviders() {
	}

	/**
	 * Whether an attribute is loaded, or {@code null} when nobody knows.
	 */
	static @Nullable Boolean isLoaded(Object entity, String attribute) {
		try {
			Class<?> holder = Class.forName(SPI + "PersistenceProviderResolverHolder", true,
					entity.getClass().getClassLoader());
			Object resolver = holder.getMethod("getPersistenceProviderResolver").invoke(null);
			for (Object provider : (List<?>) call(resolver, "PersistenceProviderResolver", "getPersistenceProviders")) {
				String state = (provider != null) ? state(provider, entity, attribute) : UNKNOWN;
				if (!state.equals(UNKNOWN)) {
					return state.equals("LOADED");
				}
			}
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
		}
		return null;
	}

	private static String state(Object provider, Object entity, String attribute) throws ReflectiveOperationException {
		Object knowledge = call(provider, "PersistenceProvider", "getProviderUtil");
		return String.valueOf(method(knowledge, "ProviderUtil", "isLoadedWithoutReference", Object.class, String.class)
			.invoke(knowledge, entity, attribute));
	}

	private static Object call(Object target, String type, String name) throws ReflectiveOperationException {
		try {
			return method(target, type, name).invoke(target);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/**
	 * A method of the interface: the class that implements it need not be public.
	 */
	private static Method method(Object target, String type, String name, Class<?>... parameters)
			throws ReflectiveOperationException {
		return Class.forName(SPI + type, false, target.getClass().getClassLoader()).getMethod(name, parameters);
	}

}
