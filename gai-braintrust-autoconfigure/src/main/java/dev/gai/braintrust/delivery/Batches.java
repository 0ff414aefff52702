package dev.gai.braintrust.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides frames into requests.
 *
 * @param maxSpans the most frames in a request
 * @param maxBytes the most bytes in a request, except for one that is a single frame
 */
record Batches(int maxSpans, long maxBytes) {

	List<List<byte[]>> of(List<byte[]> frames) {
		List<List<byte[]>> batches = new ArrayList<>();
		int from = 0;
		long bytes = 0;
		for (int i = 0; i < frames.size(); i++) {
			int length = frames.get(i).length;
			if (i > from && (i - from >= this.maxSpans || bytes + length > this.maxBytes)) {
				batches.add(frames.subList(from, i));
				from = i;
				bytes = 0;
			}
			bytes += length;
		}
		batches.add(frames.subList(from, frames.size()));
		return batches;
	}

}
