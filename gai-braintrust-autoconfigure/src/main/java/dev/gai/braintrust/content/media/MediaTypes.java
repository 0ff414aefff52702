package dev.gai.braintrust.content.media;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells what bytes are by how they begin.
 */
final class MediaTypes {

	static final String UNKNOWN = "application/octet-stream";

	/** As many bytes are looked at. */
	static final int LOOKED_AT = 16;

	private static final Pattern NAME = Pattern.compile("[a-z]{1,40}/[a-z0-9.+_-]{1,100}");

	/** Beginnings that nothing else has; each is at least three bytes long. */
	private static final Map<String, String> BEGINNINGS = Map.ofEntries(Map.entry("\u0089PNG\r\n", "image/png"),
			Map.entry("\u00ff\u00d8\u00ff", "image/jpeg"), Map.entry("GIF87a", "image/gif"),
			Map.entry("GIF89a", "image/gif"), Map.entry("II*\0", "image/tiff"), Map.entry("MM\0*", "image/tiff"),
			Map.entry("%PDF-", "application/pdf"), Map.entry("PK\u0003\u0004", "application/zip"),
			Map.entry("OggS", "audio/ogg"), Map.entry("fLaC", "audio/flac"), Map.entry("ID3", "audio/mpeg"),
			Map.entry("\u001aE\u00df\u00a3", "video/webm"), Map.entry("\u001f\u008b\u0008", "application/gzip"));

	private static final Map<String, String> EXTENSIONS = Map.ofEntries(Map.entry("jpeg", "jpg"),
			Map.entry("mpeg", "mp3"), Map.entry("svg+xml", "svg"), Map.entry("plain", "txt"), Map.entry("x-wav", "wav"),
			Map.entry("octet-stream", "bin"), Map.entry("quicktime", "mov"));

	private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,8}");

	private MediaTypes() {
	}

	/**
	 * What bytes are.
	 * @param bytes how they begin
	 * @return the media type, {@code null} if it cannot be told
	 */
	static @Nullable String of(byte[] bytes) {
		String start = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
		if (start.startsWith("RIFF") && start.length() >= 12) {
			return switch (start.substring(8, 12)) {
				case "WEBP" -> "image/webp";
				case "WAVE" -> "audio/wav";
				case "AVI " -> "video/x-msvideo";
				default -> null;
			};
		}
		if (start.startsWith("ftyp", 4)) {
			return container(start.substring(8));
		}
		for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
			if (start.startsWith(beginning.getKey())) {
				return beginning.getValue();
			}
		}
		return null;
	}

	private static String container(String brand) {
		if (brand.startsWith("heic") || brand.startsWith("heix") || brand.startsWith("mif1")) {
			return "image/heic";
		}
		if (brand.startsWith("avif")) {
			return "image/avif";
		}
		return brand.startsWith("M4A") ? "audio/mp4" : brand.startsWith("qt") ? "video/quicktime" : "video/mp4";
	}

	/**
	 * What somebody says that bytes are.
	 * @param name a media type, perhaps with parameters
	 * @return the type alone in lower case, {@code null} if this is none
	 */
	static @Nullable String named(@Nullable String name) {
		if (name == null || name.length() > 200) {
			return null;
		}
		int end = name.indexOf(';');
		String type = ((end >= 0) ? name.substring(0, end) : name).strip().toLowerCase(Locale.ROOT);
		return NAME.matcher(type).matches() ? type : null;
	}

	/**
	 * A name for a file.
	 * @param type its media type
	 * @return the name, {@code image.png} for example
	 */
	static String fileName(String type) {
		int slash = type.indexOf('/');
		String kind = type.substring(0, slash);
		String subtype = type.substring(slash + 1);
		String extension = EXTENSIONS.getOrDefault(subtype, subtype);
		return (kind.equals("application") || kind.equals("text") ? "file" : kind) + "."
				+ (EXTENSION.matcher(extension).matches() ? extension : "bin");
	}

}
