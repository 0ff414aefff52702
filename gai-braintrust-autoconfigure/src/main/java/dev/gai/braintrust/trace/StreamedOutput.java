package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects the elements of a stream within bounds: text is joined up to a length; of
 * other elements the first ones are kept, and always the last one, which tends to hold
 * the usage.
 */
final class StreamedOutput {

	private static final int MAX_ELEMENTS = 10_000;

	private final int maxTextLength;

	private final boolean keepText;

	private final StringBuilder text = new StringBuilder();

	private final List<Object> elements = new ArrayList<>();

	private boolean started;

	private boolean cut;

	StreamedOutput(int maxTextLength, boolean keepText) {
		this.maxTextLength = maxTextLength;
		this.keepText = keepText;
	}

	/**
	 * Takes an element.
	 * @param element the element
	 * @return whether it was the first one
	 */
	synchronized boolean add(Object element) {
		boolean first = !this.started;
		this.started = true;
		if (element instanceof CharSequence chars) {
			append(chars);
		}
		else if (this.elements.size() < MAX_ELEMENTS) {
			this.elements.add(element);
		}
		else {
			this.elements.set(MAX_ELEMENTS - 1, element);
			this.cut = true;
		}
		return first;
	}

	private void append(CharSequence chars) {
		int room = this.maxTextLength - this.text.length();
		if (this.keepText && room > 0) {
			this.text.append(chars, 0, Math.min(room, chars.length()));
		}
		this.cut |= this.keepText && chars.length() > room;
	}

	synchronized List<Object> elements() {
		return new ArrayList<>(this.elements);
	}

	/**
	 * What had arrived.
	 * @return the text joined, or else the list of elements; {@code null} if nothing
	 * arrived
	 */
	synchronized @Nullable Object value() {
		if (!this.started) {
			return null;
		}
		return this.elements.isEmpty() ? this.text.toString() : new ArrayList<>(this.elements);
	}

	synchronized boolean isCut() {
		return this.cut;
	}

}
