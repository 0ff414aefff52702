package dev.gai.braintrust.content.snapshot;

import java.util.Arrays;

/**
 * The containers that are being copied, from the outside to the inside: one that stands
 * in itself has no end. Most values are flat.
 */
final class OpenContainers {

	private static final Object[] NOTHING = {};

	private Object[] path = NOTHING;

	private int open;

	/**
	 * Go into a container.
	 * @return {@code false} if it is open already
	 */
	boolean enter(Object container) {
		for (int i = 0; i < this.open; i++) {
			if (this.path[i] == container) {
				return false;
			}
		}
		if (this.open == this.path.length) {
			this.path = Arrays.copyOf(this.path, 2 * this.open + 4);
		}
		this.path[this.open++] = container;
		return true;
	}

	void leave(Object container) {
		for (int i = this.open - 1; i >= 0; i--) {
			if (this.path[i] == container) {
				this.open--;
				this.path[i] = this.path[this.open];
				return;
			}
		}
	}

}
