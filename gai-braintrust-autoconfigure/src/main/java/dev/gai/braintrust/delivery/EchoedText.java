package dev.gai.braintrust.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes out of an answer what it repeats of the request: a service that refuses a span
 * likes to quote it, and that is somebody's prompt.
 */
final class EchoedText {

	/** What is repeated in as many bytes as these has not come about by chance. */
	private static final int SHORTEST = 16;

	private static final int MAX_LOOKED_AT = 2_000;

	/** A power of two, many times the places that an answer has. */
	private static final int HASHES = 1 << 15;

	private static final byte[] MARK = "***".getBytes(StandardCharsets.UTF_8);

	/** Names of attributes are no content. */
	private static final Pattern NAMES = Pattern.compile("(?:braintrust|gen_ai)\\.[a-z_.]{1,60}");

	private final byte[] answer;

	private final BitSet kept = new BitSet();

	private final BitSet echoed = new BitSet();

	/** Places of the answer by the eight bytes that begin there. */
	private final Map<Long, int[]> places = new HashMap<>();

	/**
	 * Of most windows it says without a look at the places that they are not among them.
	 */
	private final BitSet hashes = new BitSet(HASHES);

	private EchoedText(String answer, String parent) {
		String bounded = answer.substring(0, Math.min(answer.length(), MAX_LOOKED_AT));
		this.answer = bounded.getBytes(StandardCharsets.UTF_8);
		keep(bounded, NAMES);
		if (!parent.isBlank()) {
			keep(bounded, Pattern.compile(Pattern.quote(parent)));
			keep(bounded, Pattern.compile(Pattern.quote(parent.substring(parent.indexOf(':') + 1))));
		}
		for (int i = 0; i + SHORTEST <= this.answer.length; i++) {
			int place = i;
			long window = ByteBuffer.wrap(this.answer).getLong(i);
			this.hashes.set(hash(window));
			this.places.merge(window, new int[] { i }, (others, one) -> {
				int[] all = Arrays.copyOf(others, others.length + 1);
				all[others.length] = place;
				return all;
			});
		}
	}

	/**
	 * Takes out what an answer repeats.
	 * @param answer the answer
	 * @param frames the spans of the request
	 * @param parent the Braintrust object, which may be named
	 * @return the beginning of the answer, with a mark for each part that it repeats
	 */
	static String without(String answer, List<byte[]> frames, String parent) {
		EchoedText text = new EchoedText(answer, parent);
		if (!text.places.isEmpty()) {
			frames.forEach(text::find);
		}
		return text.masked();
	}

	private void keep(String text, Pattern pattern) {
		pattern.matcher(text).results().forEach((match) -> {
			int from = text.substring(0, match.start()).getBytes(StandardCharsets.UTF_8).length;
			this.kept.set(from, from + match.group().getBytes(StandardCharsets.UTF_8).length);
		});
	}

	private void find(byte[] frame) {
		long window = 0;
		for (int i = 0; i < frame.length; i++) {
			window = window << Byte.SIZE | frame[i] & 0xFF;
			boolean possible = i >= Long.BYTES - 1 && this.hashes.get(hash(window));
			int[] found = possible ? this.places.get(window) : null;
			if (found != null) {
				for (int place : found) {
					mark(frame, i - Long.BYTES + 1, place);
				}
			}
		}
	}

	private static int hash(long window) {
		return (int) ((window * 0x9E3779B97F4A7C15L) >>> 49);
	}

	private void mark(byte[] frame, int from, int place) {
		int length = 0;
		while (place + length < this.answer.length && from + length < frame.length
				&& this.answer[place + length] == frame[from + length]) {
			length++;
		}
		if (length >= SHORTEST) {
			this.echoed.set(place, place + length);
		}
	}

	private String masked() {
		this.echoed.andNot(this.kept);
		if (this.echoed.isEmpty()) {
			return new String(this.answer, StandardCharsets.UTF_8);
		}
		ByteBuffer text = ByteBuffer.allocate(this.answer.length + MARK.length * (this.echoed.cardinality() + 1));
		for (int i = 0; i < this.answer.length;) {
			if (this.echoed.get(i)) {
				text.put(MARK);
				i = this.echoed.nextClearBit(i);
			}
			else {
				text.put(this.answer[i++]);
			}
		}
		return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
	}

}
