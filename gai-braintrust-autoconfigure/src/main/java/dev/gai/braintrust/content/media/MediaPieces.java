package dev.gai.braintrust.content.media;

import java.io.ByteArrayOutputStream;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A sound or a file that arrives in pieces, each of them in Base64. Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class MediaPieces {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

	private long size;

	/**
	 * Begins without a piece.
	 */
	public MediaPieces() {
	}

	/**
	 * Takes what comes next.
	 * @param base64 the piece in Base64
	 */
	public void add(String base64) {
		byte[] piece = Base64Text.decode(base64);
		if (piece == null) {
			return;
		}
		if (this.size == this.bytes.size() && this.size + piece.length <= InlineMedia.LARGEST) {
			this.bytes.write(piece, 0, piece.length);
		}
		this.size += piece.length;
	}

	/**
	 * All pieces together.
	 * @param type what they are where the bytes themselves do not tell
	 * @return the media, or what is said of it where there are too many bytes;
	 * {@code null} if there are none
	 */
	public @Nullable Object joined(String type) {
		if (this.size == 0) {
			return null;
		}
		if (this.size > this.bytes.size()) {
			return "<" + type + ", cut: 0 of " + this.size + " bytes kept>";
		}
		byte[] all = this.bytes.toByteArray();
		InlineMedia known = InlineMedia.recognize(all);
		return (known != null) ? known : InlineMedia.of(type, null, all);
	}

}
