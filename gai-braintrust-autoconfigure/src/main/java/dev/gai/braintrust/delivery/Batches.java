package dev.gai.braintrust.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides the head of the log into requests.
 */
final class Batches {

	private final SpanLog log;

	private final int maxSpans;

	private final long maxBytes;

	Batches(SpanLog log, DeliverySettings settings) {
		this.log = log;
		this.maxSpans = settings.maxBatchSize();
		this.maxBytes = settings.maxRequestSize();
	}

	/**
	 * Whether there is enough for a request.
	 */
	boolean isFull() {
		return this.log.spans() >= this.maxSpans || this.log.bytes() >= this.maxBytes;
	}

	/**
	 * Reads what comes next.
	 * @param requests the most requests
	 * @param evenSmall whether a request beside the first may be small
	 * @return the frames of each request, none if there is nothing to send
	 */
	List<List<Frame>> next(int requests, boolean evenSmall) {
		List<Frame> frames = this.log.read((int) Math.min((long) requests * this.maxSpans, Integer.MAX_VALUE),
				requests * this.maxBytes);
		if (frames == null) {
			return List.of();
		}
		boolean moreBehind = this.log.spans() > frames.size();
		List<List<Frame>> batches = divide(frames);
		int count = Math.min(requests, batches.size());
		while (count > 1 && !evenSmall && !moreBehind && batches.get(count - 1).size() < this.maxSpans) {
			count--;
		}
		return batches.subList(0, count);
	}

	private List<List<Frame>> divide(List<Frame> frames) {
		List<List<Frame>> batches = new ArrayList<>();
		int from = 0;
		long bytes = 0;
		for (int i = 0; i < frames.size(); i++) {
			int length = frames.get(i).length();
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
