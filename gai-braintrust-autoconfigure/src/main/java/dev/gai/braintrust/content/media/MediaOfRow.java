package dev.gai.braintrust.content.media;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Replaces images, sounds and files in the content of one row: by references to what will
 * be uploaded, or by what they are. Used by one thread.
 *
 * @since 0.1.0
 */
public final class MediaOfRow {

	private static final int MAX_DEPTH = 100;

	/** No picture is smaller. */
	private static final int SHORTEST_FIELD = 64;

	private static final Set<String> TEXT_PARTS = Set.of("text", "input_text", "output_text");

	/** Names of fields that hold bytes in the API of some provider. */
	private static final Set<String> FIELDS = Set.of("data", "b64_json", "bytes", "file_data", "base64", "base64Data",
			"blob", "result", "partial_image_b64", "image", "images", "audio");

	private final TakenMedia taken;

	/**
	 * Begins a row.
	 * @param mode what becomes of media
	 * @param store takes what is uploaded
	 * @param masking masks names of files
	 */
	public MediaOfRow(MediaMode mode, MediaStore store, UnaryOperator<String> masking) {
		this.taken = new TakenMedia(mode, store, masking);
	}

	/**
	 * A way to describe media where nothing can be uploaded.
	 * @return the way
	 */
	public static MediaOfRow described() {
		return new MediaOfRow(MediaMode.DESCRIBE, MediaStore.NONE, UnaryOperator.identity());
	}

	/**
	 * Replaces what is in a tree.
	 * @param tree a plain tree, not changed
	 * @return the tree without bytes, the same object if there are none
	 */
	public @Nullable Object apply(@Nullable Object tree) {
		return apply(tree, "", Map.of(), 0);
	}

	/**
	 * Replaces what is in a text.
	 * @param text the text
	 * @return the text without bytes, the same object if there are none
	 */
	public String applyToText(String text) {
		return MediaInText.replace(text, this.taken::note);
	}

	/**
	 * Whether nothing was taken.
	 * @return whether the row refers to nothing
	 */
	public boolean isEmpty() {
		return this.taken.isEmpty();
	}

	/**
	 * Forgets what the row does not refer to any more, since it was cut or masked.
	 * @param json the fields of the row
	 */
	public void keepWhatIsIn(List<String> json) {
		this.taken.keepWhatIsIn(json);
	}

	/**
	 * Hands over what was taken, since the row is sent.
	 * @param traceId trace of the row's span
	 * @param spanId the row's span
	 */
	public void upload(String traceId, String spanId) {
		this.taken.upload(traceId, spanId);
	}

	/**
	 * What was taken, for the metadata.
	 * @return type, size and SHA-256 by key
	 */
	public List<Object> attachments() {
		return this.taken.attachments();
	}

	private @Nullable Object apply(@Nullable Object tree, String name, Map<?, ?> around, int depth) {
		if (tree instanceof String text) {
			return text(text, name, around);
		}
		if (tree instanceof InlineMedia media) {
			return this.taken.replaced(media, MediaNeighbours.fileName(around));
		}
		if (depth < MAX_DEPTH && tree instanceof Map<?, ?> map) {
			return map(map, depth);
		}
		return (depth < MAX_DEPTH && tree instanceof List<?> list) ? list(list, name, around, depth) : tree;
	}

	private Object list(List<?> list, String name, Map<?, ?> around, int depth) {
		List<@Nullable Object> copy = null;
		int index = 0;
		for (Object element : list) {
			List<Object> parts = (element instanceof Map<?, ?> part && part.get("text") instanceof String text
					&& TEXT_PARTS.contains(String.valueOf(part.get("type")))) ? this.taken.parts(text) : List.of();
			Object applied = parts.isEmpty() ? apply(element, name, around, depth + 1) : null;
			if (copy == null && applied != element) {
				copy = new ArrayList<>(list.subList(0, index));
			}
			if (copy != null && parts.isEmpty()) {
				copy.add(applied);
			}
			else if (copy != null) {
				copy.addAll(parts);
			}
			index++;
		}
		return (copy != null) ? Collections.unmodifiableList(copy) : list;
	}

	private Object map(Map<?, ?> map, int depth) {
		Changes changes = new Changes(map, depth);
		map.forEach(changes);
		return (changes.copy != null) ? Collections.unmodifiableMap(changes.copy) : map;
	}

	private Object text(String text, String name, Map<?, ?> around) {
		if (text.length() < DataUrl.SCHEME.length() + DataUrl.ENCODING.length()) {
			return text;
		}
		DataUrl url = DataUrl.of(text);
		if (url != null) {
			return this.taken.replaced(InlineMedia.of(url.type(), null, url.base64()),
					MediaNeighbours.fileName(around));
		}
		if (text.length() >= SHORTEST_FIELD && (FIELDS.contains(name) || text.length() >= MediaInText.SHORTEST)
				&& Base64Text.is(text)) {
			return base64(text, Base64Run.plain(text.stripTrailing()), name, around);
		}
		return applyToText(text);
	}

	private Object base64(String text, String base64, String name, Map<?, ?> around) {
		String said = FIELDS.contains(name) ? MediaNeighbours.type(around) : null;
		String type = (said != null) ? said : Base64Text.typeOf(base64);
		if (type != null) {
			return this.taken.replaced(InlineMedia.of(type, null, base64), MediaNeighbours.fileName(around));
		}
		boolean random = base64.length() >= MediaInText.SHORTEST && Base64Text.looksRandom(base64);
		return random ? this.taken.note(InlineMedia.of(null, null, base64)) : text;
	}

	/**
	 * What becomes of the values of a map. Asked for one by one, a map that cannot be
	 * changed would make an object of each.
	 */
	private final class Changes implements BiConsumer<@Nullable Object, @Nullable Object> {

		private final Map<?, ?> map;

		private final int depth;

		private @Nullable Map<@Nullable Object, @Nullable Object> copy;

		Changes(Map<?, ?> map, int depth) {
			this.map = map;
			this.depth = depth;
		}

		@Override
		public void accept(@Nullable Object key, @Nullable Object value) {
			List<Object> parts = ("content".equals(key) && value instanceof String text
					&& this.map.get("role") instanceof String) ? MediaOfRow.this.taken.parts(text) : List.of();
			Object applied = parts.isEmpty() ? apply(value, String.valueOf(key), this.map, this.depth + 1) : parts;
			if (applied != value) {
				this.copy = (this.copy != null) ? this.copy : new LinkedHashMap<>(this.map);
				this.copy.put(key, applied);
			}
		}

	}

}
