package dev.gai.braintrust.console;

/**
 * What the console keeps of the latest traces. Thread-safe.
 *
 * @param ring their rows
 * @param notes what was said of their spans
 * @param pictures the pictures that their rows refer to
 * @since 0.1.0
 */
public record KeptTraces(TraceRing ring, FeedbackNotes notes, Pictures pictures) {

	/**
	 * Forgets everything.
	 */
	void clear() {
		this.ring.clear();
		this.notes.clear();
		this.pictures.clear();
	}

}
