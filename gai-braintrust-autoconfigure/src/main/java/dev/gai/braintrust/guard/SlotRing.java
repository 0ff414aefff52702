package dev.gai.braintrust.guard;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The last slots of a time that goes on and on: a new slot takes the place of the one
 * that is out of sight. No thread waits for another. Thread-safe.
 *
 * @param <S> what a slot holds; must be thread-safe
 * @since 0.1.0
 */
public final class SlotRing<S> {

	private final AtomicReferenceArray<@Nullable Slot<S>> ring;

	private final Supplier<S> empty;

	/**
	 * Creates a ring without any slot.
	 * @param slots how many slots are kept
	 * @param empty makes what a new slot holds
	 */
	public SlotRing(int slots, Supplier<S> empty) {
		this.ring = new AtomicReferenceArray<>(slots);
		this.empty = empty;
	}

	/**
	 * The slot of a moment. Where a later one has taken its place, that one: a clock that
	 * has been set back loses nothing.
	 * @param index number of the slot
	 * @return what the slot holds
	 */
	public S at(long index) {
		int place = Math.floorMod(index, this.ring.length());
		while (true) {
			Slot<S> present = this.ring.get(place);
			if (present != null && present.index() >= index) {
				return present.value();
			}
			Slot<S> fresh = new Slot<>(index, this.empty.get());
			if (this.ring.compareAndSet(place, present, fresh)) {
				return fresh.value();
			}
		}
	}

	/**
	 * Visits the slots that are there.
	 * @param first number of the first slot
	 * @param visitor is given what each slot from the first on holds, and its number
	 */
	public void from(long first, ObjLongConsumer<S> visitor) {
		for (int i = 0; i < this.ring.length(); i++) {
			Slot<S> slot = this.ring.get(i);
			if (slot != null && slot.index() >= first) {
				visitor.accept(slot.value(), slot.index());
			}
		}
	}

	private record Slot<S>(long index, S value) {

	}

}
