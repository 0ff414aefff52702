package dev.gai.braintrust.content.media;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What stands beside the bytes of an image, a sound or a file, and says what they are.
 */
final class MediaNeighbours {

	private static final int LONGEST_NAME = 200;

	private static final List<String> TYPE_NAMES = List.of("media_type", "mime_type", "mimeType", "mediaType",
			"content_type", "contentType");

	private static final Set<String> SOUNDS = Set.of("wav", "mp3", "flac", "opus", "aac", "pcm16");

	private MediaNeighbours() {
	}

	/** What the bytes are, if anything says so. */
	static @Nullable String type(Map<?, ?> around) {
		for (String name : TYPE_NAMES) {
			String type = (around.get(name) instanceof String text) ? MediaTypes.named(text) : null;
			if (type != null) {
				return type;
			}
		}
		Object format = around.get("format");
		return (format instanceof String text && SOUNDS.contains(text))
				? "audio/" + (text.equals("mp3") ? "mpeg" : text) : null;
	}

	/** The last part of the name, if there is one. */
	static @Nullable String fileName(Map<?, ?> around) {
		Object name = around.get("filename");
		if (!(name instanceof String text) || text.isBlank()) {
			return null;
		}
		String last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).strip();
		return last.substring(0, Math.min(last.length(), LONGEST_NAME));
	}

}
