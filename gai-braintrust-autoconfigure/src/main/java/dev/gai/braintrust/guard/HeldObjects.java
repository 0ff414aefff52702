package dev.gai.braintrust.guard;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.util.ReflectionUtils;

/**
 * Walks from an object of a library to what its fields hold, and to what those hold.
 * Bounded: looks at each object once, and only so deep. Thread-safe.
 *
 * @since 0.1.0
 */
public final class HeldObjects {

	private final Predicate<Class<?>> known;

	private final Predicate<Field> leadsOn;

	private final int mostLayers;

	private final ClassValue<List<Field>> fields = new ClassValue<>() {

		@Override
		protected List<Field> computeValue(Class<?> type) {
			return fields(type);
		}

	};

	/**
	 * Creates a walk.
	 * @param known whether fields of a class may be read
	 * @param leadsOn whether to look at what a field holds
	 * @param mostLayers how many objects may be between the first and the last
	 */
	public HeldObjects(Predicate<Class<?>> known, Predicate<Field> leadsOn, int mostLayers) {
		this.known = known;
		this.leadsOn = leadsOn;
		this.mostLayers = mostLayers;
	}

	/**
	 * Walks.
	 * @param holder where to begin
	 * @param visitor told of all that is held
	 */
	public void walk(Object holder, Visitor visitor) {
		walk(holder, visitor, 0, Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	private void walk(Object holder, Visitor visitor, int depth, Set<Object> seen) {
		if (depth > this.mostLayers || !seen.add(holder)) {
			return;
		}
		for (Field field : this.fields.get(holder.getClass())) {
			Object held = ReflectionUtils.getField(field, holder);
			if (held != null && !visitor.isEnd(held, (other) -> ReflectionUtils.setField(field, holder, other))) {
				walk(held, visitor, depth + 1, seen);
			}
		}
	}

	private List<Field> fields(Class<?> holder) {
		List<Field> found = new ArrayList<>();
		for (Class<?> type = holder; type != null; type = type.getSuperclass()) {
			for (Field field : this.known.test(type) ? type.getDeclaredFields() : new Field[0]) {
				if (!Modifier.isStatic(field.getModifiers()) && this.leadsOn.test(field) && field.trySetAccessible()) {
					found.add(field);
				}
			}
		}
		return List.copyOf(found);
	}

	/**
	 * Looks at what a field holds.
	 */
	@FunctionalInterface
	public interface Visitor {

		/**
		 * Whether the walk ends here.
		 * @param held what the field holds
		 * @param place puts something else there
		 * @return {@code false} to go on to what that holds
		 */
		boolean isEnd(Object held, Place place);

	}

	/**
	 * Where something is held.
	 */
	@FunctionalInterface
	public interface Place {

		/**
		 * Puts something else there.
		 * @param other an object of the field's type
		 */
		void put(Object other);

	}

}
