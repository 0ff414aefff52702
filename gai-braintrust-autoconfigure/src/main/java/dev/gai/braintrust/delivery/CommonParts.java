package dev.gai.braintrust.delivery;

import java.util.Arrays;

/**
 * Finds what a short text has in common with long ones, in time that grows with their
 * lengths only, whatever is in them: a suffix automaton of the short text reads the long
 * ones once.
 */
final class CommonParts {

	private static final int NONE = -1;

	private final byte[] text;

	/** Letters of the text, numbered; the others end every common part. */
	private final int[] letters = new int[256];

	private final int alphabet;

	private final int[] next;

	private final int[] link;

	private final int[] length;

	/** The state of each beginning of the text. */
	private final int[] beginnings;

	/** The longest part that has been seen, by state. */
	private final int[] seen;

	private int states = 1;

	CommonParts(byte[] text) {
		this.text = text;
		Arrays.fill(this.letters, NONE);
		int count = 0;
		for (byte letter : text) {
			if (this.letters[letter & 0xFF] == NONE) {
				this.letters[letter & 0xFF] = count++;
			}
		}
		this.alphabet = count;
		int most = 2 * text.length + 1;
		this.next = new int[most * Math.max(1, count)];
		Arrays.fill(this.next, NONE);
		this.link = new int[most];
		this.link[0] = NONE;
		this.length = new int[most];
		this.seen = new int[most];
		this.beginnings = new int[text.length];
		int last = 0;
		for (int i = 0; i < text.length; i++) {
			last = extend(last, this.letters[text[i] & 0xFF]);
			this.beginnings[i] = last;
		}
	}

	private int extend(int last, int letter) {
		int state = this.states++;
		this.length[state] = this.length[last] + 1;
		int from = last;
		while (from != NONE && this.next[from * this.alphabet + letter] == NONE) {
			this.next[from * this.alphabet + letter] = state;
			from = this.link[from];
		}
		if (from == NONE) {
			return state;
		}
		int target = this.next[from * this.alphabet + letter];
		if (this.length[target] == this.length[from] + 1) {
			this.link[state] = target;
			return state;
		}
		int copy = this.states++;
		this.length[copy] = this.length[from] + 1;
		this.link[copy] = this.link[target];
		System.arraycopy(this.next, target * this.alphabet, this.next, copy * this.alphabet, this.alphabet);
		while (from != NONE && this.next[from * this.alphabet + letter] == target) {
			this.next[from * this.alphabet + letter] = copy;
			from = this.link[from];
		}
		this.link[target] = copy;
		this.link[state] = copy;
		return state;
	}

	/**
	 * Reads a long text.
	 */
	void read(byte[] other) {
		int state = 0;
		int common = 0;
		for (byte one : other) {
			int letter = this.letters[one & 0xFF];
			if (letter == NONE) {
				state = 0;
				common = 0;
				continue;
			}
			while (state != 0 && this.next[state * this.alphabet + letter] == NONE) {
				state = this.link[state];
				common = this.length[state];
			}
			if (this.next[state * this.alphabet + letter] != NONE) {
				state = this.next[state * this.alphabet + letter];
				common++;
			}
			if (common > this.seen[state]) {
				this.seen[state] = common;
			}
		}
	}

	/**
	 * How much of the text up to each of its bytes has been read.
	 */
	int[] lengths() {
		int[] order = byLength();
		for (int i = order.length - 1; i > 0; i--) {
			int state = order[i];
			int shorter = this.link[state];
			if (this.seen[state] > 0 && shorter != NONE) {
				this.seen[shorter] = this.length[shorter];
			}
		}
		int[] longest = new int[this.states];
		for (int i = 1; i < order.length; i++) {
			int state = order[i];
			longest[state] = Math.max(this.seen[state], longest[this.link[state]]);
		}
		int[] lengths = new int[this.text.length];
		for (int i = 0; i < lengths.length; i++) {
			lengths[i] = longest[this.beginnings[i]];
		}
		return lengths;
	}

	private int[] byLength() {
		int[] counts = new int[this.text.length + 2];
		for (int state = 0; state < this.states; state++) {
			counts[this.length[state] + 1]++;
		}
		for (int i = 1; i < counts.length; i++) {
			counts[i] += counts[i - 1];
		}
		int[] order = new int[this.states];
		for (int state = 0; state < this.states; state++) {
			order[counts[this.length[state]]++] = state;
		}
		return order;
	}

}
