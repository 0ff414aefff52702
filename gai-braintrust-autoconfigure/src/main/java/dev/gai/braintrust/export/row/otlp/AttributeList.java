package dev.gai.braintrust.export.row.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.gai.braintrust.content.bytes.JsonText;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a row, in the order in which they were put. Other than what
 * {@link AttributesBuilder} makes they are not sorted, and keys that are only names
 * become objects when somebody asks for them. Put to by one thread, and then no more.
 *
 * @since 0.1.0
 */
public final class AttributeList implements Attributes {

	private static final int EXPECTED = 24;

	/** A name of a text, a number or a flag, or an {@link AttributeKey}. */
	private final List<Object> keys;

	private final List<Object> values;

	/** A bit for each name, by its hash; a power of two. */
	private final long[] seen = new long[4];

	/**
	 * Creates an empty list.
	 */
	public AttributeList() {
		this(EXPECTED);
	}

	/**
	 * Creates an empty list.
	 * @param expected how many attributes there will be
	 */
	public AttributeList(int expected) {
		this.keys = new ArrayList<>(expected);
		this.values = new ArrayList<>(expected);
	}

	/**
	 * Puts a text, in place of what has the same name.
	 * @param name the name
	 * @param value the text
	 */
	public void put(String name, String value) {
		add(name, name, value);
	}

	/**
	 * Puts a number, in place of what has the same name.
	 * @param name the name
	 * @param value the number
	 */
	public void put(String name, long value) {
		add(name, name, value);
	}

	/**
	 * Puts a number, in place of what has the same name.
	 * @param name the name
	 * @param value the number
	 */
	public void put(String name, double value) {
		add(name, name, value);
	}

	/**
	 * Puts a flag, in place of what has the same name.
	 * @param name the name
	 * @param value the flag
	 */
	public void put(String name, boolean value) {
		add(name, name, value);
	}

	/**
	 * Puts a text that lies in memory which is used again, in place of what has the same
	 * name.
	 * @param name the name
	 * @param json the text
	 */
	public void put(String name, JsonText json) {
		add(name, name, json);
	}

	/**
	 * Forgets all.
	 */
	public void clear() {
		this.keys.clear();
		Arrays.fill(this.seen, 0);
		this.values.clear();
	}

	/**
	 * Makes texts of what lies in memory that is used again.
	 */
	public void keep() {
		this.values.replaceAll(AttributeList::kept);
	}

	private static Object kept(Object value) {
		return (value instanceof JsonText) ? value.toString() : value;
	}

	/**
	 * Puts a value of any type, in place of what has the same name.
	 * @param key the key
	 * @param value a value of its type
	 */
	public void put(AttributeKey<?> key, Object value) {
		add(key, key.getKey(), value);
	}

	private void add(Object key, String name, Object value) {
		if (name.isEmpty()) {
			return;
		}
		for (int i = mayBeThere(name) ? 0 : this.keys.size(); i < this.keys.size(); i++) {
			if (name(i).equals(name)) {
				this.keys.set(i, key);
				this.values.set(i, value);
				return;
			}
		}
		this.keys.add(key);
		this.values.add(value);
	}

	/**
	 * Whether a name may have been put before, which a look at a few bits denies of
	 * nearly all that have not.
	 */
	private boolean mayBeThere(String name) {
		int hash = name.hashCode();
		hash ^= hash >>> 16;
		int word = (hash >>> 6) & (this.seen.length - 1);
		long before = this.seen[word];
		this.seen[word] = before | 1L << hash;
		return this.seen[word] == before;
	}

	String name(int index) {
		Object key = this.keys.get(index);
		// The class first: whether it is of an interface that it is not is asked slowly.
		return (key instanceof String name) ? name : ((AttributeKey<?>) key).getKey();
	}

	/**
	 * The value, a {@link JsonText} where it is a text in memory that is used again.
	 */
	Object value(int index) {
		return this.values.get(index);
	}

	private AttributeKey<?> key(int index) {
		if (this.keys.get(index) instanceof AttributeKey<?> known) {
			return known;
		}
		String name = name(index);
		Object value = value(index);
		if (value instanceof String || value instanceof JsonText) {
			return AttributeKey.stringKey(name);
		}
		if (value instanceof Long) {
			return AttributeKey.longKey(name);
		}
		return (value instanceof Double) ? AttributeKey.doubleKey(name) : AttributeKey.booleanKey(name);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T get(AttributeKey<T> key) {
		for (int i = 0; i < size(); i++) {
			if (name(i).equals(key.getKey())) {
				return key(i).equals(key) ? (T) kept(value(i)) : null;
			}
		}
		return null;
	}

	@Override
	public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
		for (int i = 0; i < size(); i++) {
			consumer.accept(key(i), kept(value(i)));
		}
	}

	@Override
	public int size() {
		return this.keys.size();
	}

	@Override
	public boolean isEmpty() {
		return this.keys.isEmpty();
	}

	@Override
	public Map<AttributeKey<?>, Object> asMap() {
		return toBuilder().build().asMap();
	}

	@Override
	public AttributesBuilder toBuilder() {
		return Attributes.builder().putAll(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Attributes attributes && asMap().equals(attributes.asMap());
	}

	@Override
	public int hashCode() {
		return asMap().hashCode();
	}

	@Override
	public String toString() {
		return asMap().toString();
	}

}
