package dev.gai.braintrust.delivery.spool;

/**
 * What may be read of a segment.
 *
 * @param segment the segment
 * @param offset where the first frame begins
 * @param index which frame of the segment that is
 * @param length where the last frame ends
 * @param frames the index of that frame, and one
 */
record Extent(Segment segment, long offset, int index, long length, int frames) {

	Extent after(Entry entry) {
		return new Extent(this.segment, entry.end(), entry.nextIndex(), this.length, this.frames);
	}

	/** What is left, if it cannot be read. */
	Entry damaged() {
		return new Entry(null, this.length, this.frames, 0);
	}

}
