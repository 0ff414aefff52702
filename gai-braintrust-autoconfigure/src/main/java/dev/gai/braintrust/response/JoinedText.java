package dev.gai.braintrust.response;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Text that arrives in one piece or in many. One piece, which may be long, is not copied.
 * Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class JoinedText {

	private String first = "";

	private @Nullable StringBuilder all;

	/**
	 * Creates an empty text.
	 */
	public JoinedText() {
	}

	/**
	 * Takes what comes next.
	 * @param piece the piece
	 */
	public void append(String piece) {
		if (this.all == null) {
			if (this.first.isEmpty()) {
				this.first = piece;
				return;
			}
			this.all = new StringBuilder(this.first);
		}
		this.all.append(piece);
	}

	void clear() {
		this.first = "";
		this.all = null;
	}

	/**
	 * Whether nothing has come but empty pieces.
	 * @return whether the text is empty
	 */
	public boolean isEmpty() {
		return this.first.isEmpty();
	}

	@Override
	public String toString() {
		return (this.all != null) ? this.all.toString() : this.first;
	}

}
