package dev.gai.braintrust.springai.response;

import dev.gai.braintrust.response.JoinedText;
import org.jspecify.annotations.Nullable;

/**
 * What a model thought, put together from the chunks of a stream. Some models of Spring
 * AI say in each chunk what is new, others all that they have so far.
 */
final class ThoughtPieces {

	private final JoinedText joined = new JoinedText();

	private @Nullable String first;

	/** A second piece that begins with the first: nobody knows yet which way it is. */
	private @Nullable String second;

	private @Nullable String whole;

	private boolean isNewOnly;

	void add(String piece) {
		if (piece.isEmpty()) {
			return;
		}
		if (this.whole != null) {
			grow(piece);
		}
		else if (this.isNewOnly) {
			this.joined.append(piece);
		}
		else if (this.first == null) {
			this.first = piece;
		}
		else {
			decide(this.first, piece);
		}
	}

	/**
	 * Takes a piece of which it is known that it is new.
	 * @param piece the piece
	 */
	void addNew(String piece) {
		if (!this.isNewOnly) {
			String known = (this.whole != null) ? this.whole : (this.second != null) ? this.second : this.first;
			this.joined.append((known != null) ? known : "");
			this.whole = null;
			this.isNewOnly = true;
		}
		this.joined.append(piece);
	}

	private void decide(String first, String piece) {
		String second = this.second;
		if (second == null && piece.startsWith(first)) {
			this.second = piece;
		}
		else if (second != null && piece.startsWith(second)) {
			this.whole = piece;
		}
		else {
			this.isNewOnly = true;
			this.joined.append(first);
			this.joined.append((second != null) ? second : "");
			this.joined.append(piece);
		}
	}

	/** What does not begin with the rest is about something new. */
	private void grow(String piece) {
		String known = this.whole;
		if (known != null && !piece.startsWith(known)) {
			this.joined.append(known);
		}
		this.whole = piece;
	}

	@Override
	public String toString() {
		if (this.whole != null) {
			return this.joined + this.whole;
		}
		if (this.isNewOnly) {
			return this.joined.toString();
		}
		return (this.second != null) ? this.second : (this.first != null) ? this.first : "";
	}

}
