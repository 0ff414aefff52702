package dev.gai.braintrust.trace;

import org.jspecify.annotations.Nullable;

/**
 * Text that arrives in one piece or in many. One piece, which may be long, is not copied.
 */
final class JoinedText {

	private String first = "";

	private @Nullable StringBuilder all;

	void append(String piece) {
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

	boolean isEmpty() {
		return this.first.isEmpty();
	}

	@Override
	public String toString() {
		return (this.all != null) ? this.all.toString() : this.first;
	}

}
