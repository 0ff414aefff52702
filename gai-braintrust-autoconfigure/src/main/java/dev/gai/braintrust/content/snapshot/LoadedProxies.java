package dev.gai.braintrust.content.snapshot;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * What stands for an entity of Hibernate until somebody asks for it, a proxy or an
 * enhanced entity without its state, and may have been loaded since. Known by name:
 * Hibernate may be absent.
 */
final class LoadedProxies {

	private static final String PROXY = "org.hibernate.proxy.HibernateProxy";

	private static final String INITIALIZER = "org.hibernate.proxy.LazyInitializer";

	private LoadedProxies() {
	}

	/**
	 * Whether Hibernate says that an entity is loaded, which loads nothing.
	 */
	static boolean isLoaded(Object entity) {
		try {
			Class<?> hibernate = Class.forName("org.hibernate.Hibernate", true, entity.getClass().getClassLoader());
			return Boolean.TRUE.equals(hibernate.getMethod("isInitialized", Object.class).invoke(null, entity));
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			return false;
		}
	}

	/**
	 * The entity behind a proxy, which is not loaded for it.
	 * @param value any value
	 * @return the entity; {@code null} if the value is no such proxy, or its entity has
	 * not been loaded
	 */
	static @Nullable Object entity(Object value) {
		Object initializer = NamedTypes.ask(value, PROXY, "getHibernateLazyInitializer");
		if (initializer == null || !Boolean.FALSE.equals(NamedTypes.ask(initializer, INITIALIZER, "isUninitialized"))) {
			return null;
		}
		return NamedTypes.ask(initializer, INITIALIZER, "getImplementation");
	}

}
