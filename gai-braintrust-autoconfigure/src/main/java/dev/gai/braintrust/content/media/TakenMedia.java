package dev.gai.braintrust.content.media;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What one row has taken of images, sounds and files, and what stands for it: a reference
 * to what will be uploaded, or what it is. Used by one thread.
 */
final class TakenMedia {

	/** Stands before the key of what was within a text. */
	private static final String IN_TEXT = ", attachment ";

	private final MediaMode mode;

	private final MediaStore store;

	private final UnaryOperator<String> masking;

	/** Nearly all rows take nothing. */
	private Map<String, StoredMedia> taken = Map.of();

	TakenMedia(MediaMode mode, MediaStore store, UnaryOperator<String> masking) {
		this.mode = mode;
		this.store = store;
		this.masking = masking;
	}

	boolean isEmpty() {
		return this.taken.isEmpty();
	}

	/**
	 * Forgets what the row does not refer to any more, since it was cut or masked.
	 * @param json the fields of the row
	 */
	void keepWhatIsIn(List<String> json) {
		if (isEmpty()) {
			return;
		}
		this.taken.values()
			.removeIf((media) -> json.stream()
				.noneMatch((field) -> field.contains("\"key\":\"" + media.key() + '"')
						|| field.contains(IN_TEXT + media.key() + '>')));
	}

	/**
	 * Hands over what was taken, since the row is sent.
	 * @param traceId trace of the row's span
	 * @param spanId the row's span
	 */
	void upload(String traceId, String spanId) {
		if (isEmpty()) {
			return;
		}
		this.taken.values()
			.forEach((media) -> this.store.upload(new StoredMedia(media.key(), media.type(), media.fileName(),
					media.sha256(), media.bytes(), traceId, spanId)));
		this.taken.clear();
	}

	/**
	 * What was taken, for the metadata.
	 * @return type, size and SHA-256 by key
	 */
	List<Object> attachments() {
		List<Object> attachments = new ArrayList<>();
		this.taken.values().forEach((media) -> {
			Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("attachment", media.key());
			entry.put("content_type", media.type());
			entry.put("bytes", media.bytes().length);
			entry.put("sha256", media.sha256());
			attachments.add(entry);
		});
		return attachments;
	}

	/**
	 * What is within the text of a message becomes parts of that message.
	 * @param text the text
	 * @return the parts, empty if nothing within is uploaded
	 */
	List<Object> parts(String text) {
		if (this.mode != MediaMode.UPLOAD || !DataUrl.mayBeIn(text) || DataUrl.of(text) != null) {
			return List.of();
		}
		List<Object> parts = new ArrayList<>();
		MediaInText.split(text, new MediaInText.Parts() {

			@Override
			public void text(int from, int to) {
				if (to > from) {
					parts.add(Map.of("type", "text", "text", text.substring(from, to)));
				}
			}

			@Override
			public void media(InlineMedia media) {
				byte[] bytes = isOfKnownType(media) ? media.bytes() : null;
				StoredMedia stored = (bytes != null && bytes.length > 0) ? stored(media, bytes, null) : null;
				parts.add((stored != null) ? part(media, reference(stored))
						: Map.of("type", "text", "text", note(media)));
			}

		});
		boolean uploaded = parts.stream().anyMatch((part) -> !"text".equals(((Map<?, ?>) part).get("type")));
		return uploaded ? parts : List.of();
	}

	private static Map<String, Object> part(InlineMedia media, Object reference) {
		boolean image = media.type().startsWith("image");
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("type", image ? "image_url" : "file");
		part.put(image ? "image_url" : "file", Map.of(image ? "url" : "file_data", reference));
		return part;
	}

	private static boolean isOfKnownType(InlineMedia media) {
		return !media.type().equals(MediaTypes.UNKNOWN);
	}

	/**
	 * What stands for bytes within a text. It needs no escape in JSON.
	 */
	String note(InlineMedia media) {
		if (this.mode == MediaMode.NONE) {
			return "<" + media.type() + ", not captured>";
		}
		byte[] bytes = media.bytes();
		if (bytes == null || bytes.length == 0) {
			return media.description();
		}
		String description = InlineMedia.description(media.type(), bytes);
		StoredMedia stored = (this.mode == MediaMode.UPLOAD && isOfKnownType(media)) ? stored(media, bytes, null)
				: null;
		return (stored != null) ? description.substring(0, description.length() - 1) + IN_TEXT + stored.key() + '>'
				: description;
	}

	/**
	 * What stands in the place of bytes.
	 * @param media the bytes
	 * @param name name of the file, {@code null} if it has none
	 * @return a reference, or a text that says what they are
	 */
	Object replaced(InlineMedia media, @Nullable String name) {
		if (this.mode == MediaMode.NONE) {
			return "<" + media.type() + ", not captured>";
		}
		byte[] bytes = media.bytes();
		if (bytes == null || bytes.length == 0) {
			return media.description();
		}
		StoredMedia stored = (this.mode == MediaMode.UPLOAD) ? stored(media, bytes, name) : null;
		if (stored == null) {
			return InlineMedia.description(media.type(), bytes);
		}
		return reference(stored);
	}

	private static Map<String, Object> reference(StoredMedia stored) {
		Map<String, Object> reference = new LinkedHashMap<>();
		reference.put("type", "braintrust_attachment");
		reference.put("content_type", stored.type());
		reference.put("filename", stored.fileName());
		reference.put("key", stored.key());
		return reference;
	}

	private @Nullable StoredMedia stored(InlineMedia media, byte[] bytes, @Nullable String name) {
		String sha256 = InlineMedia.sha256(bytes);
		StoredMedia known = this.taken.get(sha256);
		if (known != null) {
			return known;
		}
		String key = this.store.reserve(sha256, bytes.length);
		if (key == null) {
			return null;
		}
		String fileName = this.masking.apply((name != null) ? name : media.fileName());
		StoredMedia stored = new StoredMedia(key, media.type(), fileName, sha256, bytes, "", "");
		this.taken = isEmpty() ? new LinkedHashMap<>() : this.taken;
		this.taken.put(sha256, stored);
		return stored;
	}

}
