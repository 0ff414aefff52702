package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.content.media.StreamedText;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Collects the elements of a stream within bounds: text is joined up to a length; of
 * other elements the first ones are kept, and always the last one, which tends to hold
 * the usage. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class StreamedOutput {

	private static final int MAX_ELEMENTS = 10_000;

	private static final int MAX_DOCUMENT_LENGTH = 4 * 1024 * 1024;

	/** Longer documents are those that bring an image or a sound. */
	private static final int LONGEST_OF_TEXT = 64 * 1024;

	private static final long MAX_MEDIA_LENGTH = 2L * InlineMedia.LARGEST;

	private final boolean keepText;

	private final StreamedText text;

	private final StreamedText thoughts;

	private final List<Object> elements = new ArrayList<>();

	private final List<String> documents = new ArrayList<>();

	private int documentLength;

	private long mediaLength;

	private boolean prose;

	private boolean started;

	private boolean cut;

	private boolean documentsCut;

	/**
	 * Creates an output of which nothing has arrived.
	 * @param maxTextLength number of characters that are kept
	 * @param keepText whether text is kept at all
	 */
	public StreamedOutput(int maxTextLength, boolean keepText) {
		this.text = new StreamedText(maxTextLength);
		this.thoughts = new StreamedText(maxTextLength);
		this.keepText = keepText;
	}

	/**
	 * Takes an element.
	 * @param element the element
	 * @return whether it was the first one
	 */
	public synchronized boolean add(Object element) {
		boolean first = !this.started;
		this.started = true;
		Object inner = Wrapped.inside(element);
		if (inner instanceof CharSequence chars) {
			append(this.text, chars);
			keepDocument(chars);
		}
		else if (inner == null) {
			// The comment that keeps a connection open, for example.
			return first;
		}
		else if (this.elements.size() < MAX_ELEMENTS && hasRoom(inner)) {
			this.elements.add(inner);
		}
		else if (!this.elements.isEmpty()) {
			this.elements.set(this.elements.size() - 1, inner);
			this.cut = true;
		}
		return first;
	}

	/** Bytes may be those of a long file. */
	private boolean hasRoom(Object element) {
		this.documentLength += (element instanceof byte[] bytes) ? bytes.length : 0;
		return this.elements.isEmpty() || this.documentLength < MAX_DOCUMENT_LENGTH;
	}

	/**
	 * Takes a piece of what the model thought, which is no part of the text.
	 * @param thought the piece
	 */
	public synchronized void think(CharSequence thought) {
		append(this.thoughts, thought);
	}

	private void append(StreamedText joined, CharSequence chars) {
		if (this.keepText) {
			joined.append(chars);
		}
	}

	/**
	 * Text may be documents of JSON, one in each element, which must not be joined.
	 */
	private void keepDocument(CharSequence chars) {
		if (this.prose || chars.isEmpty()) {
			return;
		}
		if (!JsonText.isLikely(chars)) {
			// The blank line between two events is none of a text.
			if (!chars.toString().isBlank()) {
				this.prose = true;
				this.documents.clear();
			}
		}
		else if (this.documents.isEmpty() || hasRoom(chars)) {
			this.documents.add(chars.toString());
			boolean media = chars.length() > LONGEST_OF_TEXT;
			this.mediaLength += media ? chars.length() : 0;
			this.documentLength += media ? 0 : chars.length();
		}
		else {
			this.documents.set(this.documents.size() - 1, chars.toString());
			this.documentsCut = true;
		}
	}

	private boolean hasRoom(CharSequence document) {
		boolean room = (document.length() > LONGEST_OF_TEXT) ? this.mediaLength < MAX_MEDIA_LENGTH
				: this.documentLength < MAX_DOCUMENT_LENGTH;
		return room && this.documents.size() < MAX_ELEMENTS;
	}

	/**
	 * What a stream of text says, if its elements are documents of JSON or there are
	 * thoughts beside it.
	 * @return what was read, {@code null} if the text is just text
	 */
	public synchronized @Nullable LlmResponse readText() {
		if (!this.thoughts.isEmpty()) {
			Message answer = new Message("assistant", this.text.isEmpty() ? null : this.text.toString(), List.of(),
					null);
			return LlmResponse.builder().choice(null, answer.with("reasoning", this.thoughts.toString())).build();
		}
		boolean whole = !isTextCut();
		String events = whole ? EventText.in(this.text.toString()) : null;
		if (events != null) {
			return LlmResponse.builder().choice(null, new Message("assistant", events, List.of(), null)).build();
		}
		if (this.prose && whole && JsonText.isLikely(this.text.toString())) {
			// A document that was cut anywhere on its way.
			return ResponseReaders.readText(List.of(this.text.toString()));
		}
		return (this.prose || this.documents.isEmpty()) ? null : ResponseReaders.readText(this.documents);
	}

	/**
	 * The elements that are no text.
	 * @return a copy
	 */
	public synchronized List<Object> elements() {
		return new ArrayList<>(this.elements);
	}

	/**
	 * What had arrived.
	 * @return the text joined, or else the list of elements; {@code null} if nothing
	 * arrived
	 */
	public synchronized @Nullable Object value() {
		if (!this.started) {
			return null;
		}
		return this.elements.isEmpty() ? this.text.toString() : new ArrayList<>(this.elements);
	}

	/**
	 * Whether something was left out for want of room.
	 * @return whether text or elements were left out
	 */
	public synchronized boolean isCut() {
		boolean documents = !this.prose && !this.documents.isEmpty();
		return this.cut || (documents ? this.documentsCut : isTextCut());
	}

	private boolean isTextCut() {
		return this.text.isCut() || this.thoughts.isCut();
	}

}
