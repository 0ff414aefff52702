package dev.gai.braintrust.content.snapshot;

import java.util.Collection;
import java.util.Map;

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
				&& (Boolean.TRUE.equals(NamedTypes.ask(value, HIBERNATE, "wasInitialized"))
						|| Boolean.TRUE.equals(NamedTypes.ask(value, ECLIPSELINK, "isInstantiated")));
	}

}
