package dev.gai.braintrust.content.snapshot;

import java.util.Collection;
import java.util.Map;

import dev.gai.braintrust.guard.Guard;

/**
 * Collections that providers of JPA load when somebody looks into them. Known by name:
 * JPA may be absent.
 */
final class LazyCollections {

	private static final String HIBERNATE = "org.hibernate.collection.spi.PersistentCollection";

	private static final String ECLIPSELINK = "org.eclipse.persistence.indirection.IndirectContainer";

	private LazyCollections() {
	}

	/**
	 * Whether a value is such a collection, and has been loaded by now, so that looking
	 * into it loads nothing.
	 * @param value any value
	 * @return whether it may be walked
	 */
	static boolean isLoaded(Object value) {
		return (value instanceof Collection || value instanceof Map)
				&& (says(value, HIBERNATE, "wasInitialized") || says(value, ECLIPSELINK, "isInstantiated"));
	}

	private static boolean says(Object value, String type, String method) {
		if (!NamedTypes.isKindOf(value.getClass(), type)) {
			return false;
		}
		try {
			return Boolean.TRUE
				.equals(Class.forName(type, false, value.getClass().getClassLoader()).getMethod(method).invoke(value));
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			return false;
		}
	}

}
