package dev.gai.braintrust.content.media;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.guard.Digests;
import org.jspecify.annotations.Nullable;

/**
 * An image, a sound or a file that is in the content itself, in a plain tree. Where
 * nothing else is made of it, its text says what it is. Immutable, unless it was made of
 * an array that somebody else goes on changing: {@link #owned()} is then a copy.
 *
 * @since 0.1.0
 */
public final class InlineMedia {

	/** No larger file is uploaded, nor copied. */
	public static final int LARGEST = (int) Math.min(20_000_000, Runtime.getRuntime().maxMemory() / 32);

	private final @Nullable String type;

	private final @Nullable String name;

	private final byte @Nullable [] bytes;

	private final @Nullable String base64;

	private final int size;

	private final boolean own;

	private InlineMedia(@Nullable String type, @Nullable String name, byte @Nullable [] bytes, @Nullable String base64,
			int size, boolean own) {
		this.type = type;
		this.name = name;
		this.bytes = bytes;
		this.base64 = base64;
		this.size = size;
		this.own = own;
	}

	/**
	 * Bytes as they are.
	 * @param type the media type, {@code null} if it is not known
	 * @param name name of the file, {@code null} if it has none
	 * @param bytes the bytes, not copied
	 * @return the media
	 */
	public static InlineMedia of(@Nullable String type, @Nullable String name, byte[] bytes) {
		return new InlineMedia(known(type, MediaTypes.of(bytes)), name, bytes, null, bytes.length, false);
	}

	/**
	 * Bytes in Base64.
	 * @param type the media type, {@code null} if it is not known
	 * @param name name of the file, {@code null} if it has none
	 * @param base64 the bytes in Base64, or as a data URL
	 * @return the media
	 */
	public static InlineMedia of(@Nullable String type, @Nullable String name, String base64) {
		DataUrl url = DataUrl.of(base64);
		String data = (url != null) ? url.base64() : Base64Run.plain(base64);
		String said = (type == null && url != null) ? url.type() : type;
		int padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
		return new InlineMedia(known(said, Base64Text.typeOf(data)), name, null, data,
				(int) ((data.length() - padding) * 3L / 4), true);
	}

	/**
	 * Bytes of which it is not known that they are an image, a sound or a file.
	 * @param bytes the bytes, not copied
	 * @return the media, {@code null} if it cannot be told what they are
	 */
	public static @Nullable InlineMedia recognize(byte[] bytes) {
		return (MediaTypes.of(bytes) != null) ? of(null, null, bytes) : null;
	}

	private static @Nullable String known(@Nullable String said, @Nullable String seen) {
		String named = MediaTypes.named(said);
		if (named == null && said != null && said.startsWith("image")) {
			return (seen != null) ? seen : "image/*";
		}
		boolean vague = named == null || named.equals(MediaTypes.UNKNOWN);
		return (vague && seen != null) ? seen : named;
	}

	/**
	 * The media with bytes of its own.
	 * @return a copy; without the bytes where there are too many
	 */
	public InlineMedia owned() {
		if (this.own || this.bytes == null) {
			return this;
		}
		byte[] copy = (this.size <= LARGEST) ? this.bytes.clone() : null;
		return new InlineMedia(this.type, this.name, copy, null, this.size, true);
	}

	/**
	 * The media type.
	 * @return the type, {@code application/octet-stream} if it is not known
	 */
	public String type() {
		return (this.type != null) ? this.type : MediaTypes.UNKNOWN;
	}

	/**
	 * Name of the file.
	 * @return the name, made of the type if it has none
	 */
	public String fileName() {
		return (this.name != null && !this.name.isBlank()) ? this.name : MediaTypes.fileName(type());
	}

	/**
	 * The part of a message that shows it.
	 * @return a part in the shape of OpenAI's chat completions
	 */
	public Map<String, Object> part() {
		boolean image = type().startsWith("image");
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("type", image ? "image_url" : "file");
		part.put(image ? "image_url" : "file", Map.of(image ? "url" : "file_data", this));
		return part;
	}

	/**
	 * About how much memory it takes.
	 * @return bytes
	 */
	public long weight() {
		return (this.base64 != null) ? this.base64.length() : this.size;
	}

	/**
	 * The bytes.
	 * @return the bytes, {@code null} if there are too many or they cannot be decoded
	 */
	public byte @Nullable [] bytes() {
		if (this.size > LARGEST) {
			return null;
		}
		return (this.base64 != null) ? Base64Text.decode(this.base64) : this.bytes;
	}

	/**
	 * What is said where the bytes were.
	 * @return type, size and SHA-256, as far as they are known
	 */
	public String description() {
		byte[] decoded = bytes();
		return (decoded != null) ? description(type(), decoded) : "<" + type() + ", " + this.size + " bytes>";
	}

	static String description(String type, byte[] bytes) {
		return "<" + type + ", " + bytes.length + " bytes, SHA-256 " + sha256(bytes) + ">";
	}

	static String sha256(byte[] bytes) {
		return HexFormat.of().formatHex(Digests.sha256(bytes));
	}

	@Override
	public String toString() {
		return description();
	}

}
