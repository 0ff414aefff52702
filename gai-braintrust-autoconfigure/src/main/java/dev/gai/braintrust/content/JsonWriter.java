package dev.gai.braintrust.content;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.gai.braintrust.content.bytes.JsonBytes;
import dev.gai.braintrust.content.bytes.JsonText;
import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.NameMeaning;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as JSON in UTF-8, masked on the way where that is wanted, and gives up as
 * soon as it is too long. This is where the thread that encodes spends its time.
 */
final class JsonWriter {

	private static final int MAX_DEPTH = 100;

	private final JsonBytes out;

	private final @Nullable TreeMasking masking;

	private final List<Entries> entries = new ArrayList<>();

	private int start;

	private long limit;

	private boolean deep;

	/**
	 * Creates a writer with memory of its own, which masks nothing.
	 */
	JsonWriter() {
		this(new JsonBytes(new TextBytes()), null);
	}

	/**
	 * Creates a writer.
	 * @param out where to
	 * @param masking masks what is written, {@code null} if nothing is to be masked
	 */
	JsonWriter(JsonBytes out, @Nullable TreeMasking masking) {
		this.out = out;
		this.masking = masking;
	}

	/**
	 * Begins anew, with the memory that is there.
	 * @return this
	 */
	JsonWriter clear() {
		this.out.clear();
		return this;
	}

	/**
	 * Writes a tree.
	 * @param tree the tree
	 * @param maxBytes how long the JSON may be
	 * @return whether it could be written: not if it is too long, has keys that are no
	 * texts, or keys that are masked
	 */
	boolean write(@Nullable Object tree, long maxBytes) {
		this.start = this.out.length();
		this.limit = this.start + maxBytes;
		this.deep = false;
		return value(tree, 0, NameMeaning.NONE) && this.out.length() <= this.limit;
	}

	/**
	 * Writes an object.
	 * @param fields tells its fields, each value a plain tree
	 * @return whether there was one, and all of them could be written
	 */
	boolean object(Consumer<BiConsumer<String, Object>> fields) {
		this.start = this.out.length();
		this.limit = Long.MAX_VALUE;
		this.deep = false;
		Entries entries = entries(0).of(Map.of(), NameMeaning.NONE);
		fields.accept(entries::accept);
		end(entries.before, '{', '}');
		return entries.before != '{' && !entries.failed;
	}

	/**
	 * Whether something was left out because it was nested too deeply.
	 * @return whether the JSON is not all of the tree
	 */
	boolean isCut() {
		return this.deep;
	}

	/**
	 * What has been written.
	 * @return the JSON, in memory that is used again
	 */
	JsonText json() {
		return this.out.since(this.start);
	}

	private boolean value(@Nullable Object tree, int depth, NameMeaning meaning) {
		if (tree == null || tree instanceof Boolean) {
			this.out.plain(String.valueOf(tree));
			return true;
		}
		if (tree instanceof String) {
			// Whether something is of an interface that it is not is asked slowly.
			return leaf(tree, meaning);
		}
		if (tree instanceof Map<?, ?> map) {
			return (depth < MAX_DEPTH) ? map(map, depth, meaning.withinMap()) : tooDeep();
		}
		if (tree instanceof List<?> list) {
			return (depth < MAX_DEPTH) ? list(list, depth, meaning) : tooDeep();
		}
		return leaf(tree, meaning);
	}

	private boolean leaf(Object tree, NameMeaning meaning) {
		Object leaf = (this.masking != null) ? this.masking.leaf("", tree, meaning) : tree;
		if (leaf instanceof String text) {
			return text(text);
		}
		Object writable = (leaf instanceof Number number) ? JsonNumbers.writable(number) : leaf;
		if (writable instanceof Long || writable instanceof Integer) {
			this.out.whole(((Number) writable).longValue());
			return true;
		}
		if (writable instanceof BigDecimal decimal && isShort(decimal)) {
			this.out.decimal(decimal.scaleByPowerOfTen(decimal.scale()).longValue(), decimal.scale());
			return true;
		}
		if (writable instanceof Number number) {
			this.out.plain(JsonNumbers.text(number));
			return true;
		}
		return text(writable.toString());
	}

	private static boolean isShort(BigDecimal decimal) {
		return decimal.signum() > 0 && decimal.precision() <= JsonNumbers.FEW_DIGITS && decimal.scale() >= 0
				&& decimal.scale() <= JsonNumbers.FEW_DIGITS;
	}

	private boolean tooDeep() {
		this.deep = true;
		return text(TreeCut.TOO_DEEP);
	}

	private boolean text(String text) {
		return this.out.text(text, this.limit);
	}

	private boolean list(List<?> list, int depth, NameMeaning meaning) {
		char before = '[';
		for (Object element : list) {
			this.out.sign(before);
			before = ',';
			Object written = (this.masking != null) ? this.masking.pair(element) : element;
			if (!value(written, depth + 1, meaning)) {
				return false;
			}
		}
		end(before, '[', ']');
		return true;
	}

	private boolean map(Map<?, ?> map, int depth, NameMeaning meaning) {
		Entries entries = entries(depth).of(map, meaning);
		map.forEach(entries);
		entries.map = Map.of();
		if (!entries.failed) {
			end(entries.before, '{', '}');
		}
		return !entries.failed;
	}

	private Entries entries(int depth) {
		while (this.entries.size() <= depth) {
			this.entries.add(new Entries(this.entries.size()));
		}
		return this.entries.get(depth);
	}

	private void end(char before, char open, char close) {
		if (before == open) {
			this.out.sign(open);
		}
		this.out.sign(close);
	}

	/**
	 * The entries of the map that is being written at a depth. Asked for one by one, a
	 * map that cannot be changed would make an object of each.
	 */
	private final class Entries implements BiConsumer<@Nullable Object, @Nullable Object> {

		private final int depth;

		private Map<?, ?> map = Map.of();

		private NameMeaning meaning = NameMeaning.NONE;

		private char before;

		private boolean failed;

		Entries(int depth) {
			this.depth = depth;
		}

		Entries of(Map<?, ?> map, NameMeaning meaning) {
			this.map = map;
			this.meaning = meaning;
			this.before = '{';
			this.failed = false;
			return this;
		}

		@Override
		public void accept(@Nullable Object key, @Nullable Object value) {
			this.failed = this.failed || !(key instanceof String name && entry(name, value));
		}

		private boolean entry(String name, @Nullable Object value) {
			TreeMasking masking = JsonWriter.this.masking;
			NameMeaning said = (masking != null) ? masking.meaningOf(this.map, name, value, this.meaning)
					: this.meaning;
			JsonWriter.this.out.sign(this.before);
			this.before = ',';
			if (said == null || !text(name)) {
				return false;
			}
			JsonWriter.this.out.sign(':');
			return value(value, this.depth + 1, said);
		}

	}

}
