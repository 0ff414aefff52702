package dev.gai.braintrust.content.snapshot;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An attribute of an entity of JPA, which may be loaded only when its getter is called:
 * asks whether it is there before that happens. Thread-safe.
 */
final class LazyAttribute {

	/** What stands for an attribute that was not loaded. */
	static final String NOT_LOADED = "<not loaded>";

	private static final String JPA = "jakarta.persistence.";

	private static final Set<String> ENTITIES = Set.of(JPA + "Entity", JPA + "MappedSuperclass", JPA + "Embeddable");

	private static final Set<String> ASSOCIATIONS = Set.of(JPA + "OneToMany", JPA + "ManyToOne", JPA + "OneToOne",
			JPA + "ManyToMany", JPA + "ElementCollection", JPA + "Basic", JPA + "Lob");

	/** Interfaces that providers add to the classes of entities. */
	private static final Set<String> ENHANCED = Set.of("org.hibernate.engine.spi.ManagedEntity",
			"org.hibernate.engine.spi.PersistentAttributeInterceptable",
			"org.eclipse.persistence.internal.weaving.PersistenceWeaved",
			"org.eclipse.persistence.internal.weaving.PersistenceWeavedLazy",
			"org.apache.openjpa.enhance.PersistenceCapable", "org.datanucleus.enhancement.Persistable");

	private final String name;

	private final @Nullable Field field;

	private final boolean association;

	private LazyAttribute(String name, @Nullable Field field, boolean association) {
		this.name = name;
		this.field = field;
		this.association = association;
	}

	/**
	 * The attribute that a property reads.
	 * @param member the field or the getter of the property
	 * @return the attribute, or {@code null} when its class is no entity
	 */
	static @Nullable LazyAttribute of(@Nullable Member member) {
		if (member == null || !isEntity(member.getDeclaringClass())) {
			return null;
		}
		String name = (member instanceof Method) ? attribute(member.getName()) : member.getName();
		Field field = field(member.getDeclaringClass(), name);
		boolean association = isAssociation(field) || (member instanceof Method method && isAssociation(method));
		return new LazyAttribute(name, field, association);
	}

	/**
	 * Whether the attribute can be read without a look at the database.
	 * @param entity the entity
	 * @return whether its getter may be called
	 */
	boolean isLoaded(Object entity) {
		Boolean loaded = PersistenceProviders.isLoaded(entity, this.name);
		if (loaded != null) {
			return loaded || hasLoadedEntity(entity);
		}
		boolean mayBeLazy = this.association || (this.field != null && isEnhanced(entity.getClass()));
		return !mayBeLazy || value(entity) != null || isKnownToBeNull(entity);
	}

	/**
	 * Whether the field has an entity that was loaded through it. To Hibernate the
	 * attribute is not loaded then, as it did not load the entity together with this one.
	 */
	private boolean hasLoadedEntity(Object entity) {
		Object value = this.association ? value(entity) : null;
		return value != null && LoadedProxies.isLoaded(value);
	}

	/**
	 * Whether an association that can be read is known to be {@code null} without calling
	 * its getter, which is left alone.
	 * @param entity the entity
	 * @return whether it need not be called
	 */
	boolean isNull(Object entity) {
		return this.association && isKnownToBeNull(entity);
	}

	/**
	 * Where nothing is added to the class, what the field has is what there is.
	 */
	private boolean isKnownToBeNull(Object entity) {
		return this.field != null && !isEnhanced(entity.getClass())
				&& entity.getClass() == this.field.getDeclaringClass() && value(entity) == null
				&& this.field.trySetAccessible();
	}

	private @Nullable Object value(Object entity) {
		try {
			return (this.field != null && this.field.trySetAccessible()) ? this.field.get(entity) : null;
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	/**
	 * A class need not be annotated: what is mapped may be said in XML.
	 */
	private static boolean isEntity(Class<?> type) {
		if (isEnhanced(type)) {
			return true;
		}
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			if (isAnnotated(each, ENTITIES)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isEnhanced(Class<?> type) {
		for (String name : ENHANCED) {
			if (NamedTypes.isKindOf(type, name)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAssociation(@Nullable AnnotatedElement element) {
		return element != null && isAnnotated(element, ASSOCIATIONS);
	}

	private static boolean isAnnotated(AnnotatedElement element, Set<String> names) {
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			if (names.contains(annotation.annotationType().getName())) {
				return true;
			}
		}
		return false;
	}

	private static String attribute(String getter) {
		int prefix = getter.startsWith("get") ? 3 : getter.startsWith("is") ? 2 : 0;
		String name = getter.substring(prefix);
		return name.isEmpty() ? getter : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
	}

	private static @Nullable Field field(Class<?> type, String name) {
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (field.getName().equals(name)) {
					return field;
				}
			}
		}
		return null;
	}

}
