package dev.gai.braintrust.trace.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A span among those above it, and what it tells them. Lets go of what stands above as
 * soon as nothing below can tell anything any more: a span that has been sent must not
 * keep its ancestors in memory.
 */
@Internal
public final class Ancestry {

	private static final int MAX_ABOVE = 32;

	private final SpanType type;

	private final RowPlacement place;

	private final CallsBelow below;

	private volatile @Nullable Ancestry parent;

	private volatile boolean hasChildren;

	private volatile boolean hiddenErrorBelow;

	private volatile boolean ended;

	private final AtomicBoolean postponed = new AtomicBoolean();

	private final AtomicInteger postponedBelow = new AtomicInteger();

	private volatile @Nullable String spanId;

	/** Of a call that has ended, and has let go of what was above it. */
	private volatile List<String> idsAbove = List.of();

	Ancestry(SpanType type, RowPlacement place, @Nullable Ancestry parent) {
		this.type = type;
		this.place = place;
		this.below = new CallsBelow(type.callsModel());
		this.parent = parent;
		if (parent != null) {
			parent.hasChildren = true;
		}
	}

	/**
	 * Whether a span was made below this one.
	 * @return whether there is one, or was
	 */
	public boolean hasChildren() {
		return this.hasChildren;
	}

	CallsBelow below() {
		return this.below;
	}

	void spanId(@Nullable String spanId) {
		this.spanId = spanId;
	}

	/**
	 * Ids of the spans above a call of a model that has ended, the nearest first.
	 * @return the ids, without those that are too far above
	 */
	public List<String> idsAbove() {
		return this.idsAbove;
	}

	private List<String> readIdsAbove() {
		List<String> ids = new ArrayList<>();
		for (Ancestry above = this.parent; above != null && ids.size() < MAX_ABOVE; above = above.parent) {
			String id = above.spanId;
			if (id != null) {
				ids.add(id);
			}
		}
		return ids;
	}

	boolean hiddenErrorBelow() {
		return this.hiddenErrorBelow;
	}

	/**
	 * Tells those above that a call of a model, or a step around one, is running.
	 */
	public void start() {
		if (this.type.callsModel()) {
			tellAbove((above) -> above.below.started());
		}
		else if (this.type == SpanType.STEP) {
			tellAbove((above) -> above.below.opened());
		}
	}

	/**
	 * Tells those above that nothing runs before somebody asks for it, who may never
	 * come: nobody waits for that.
	 */
	public void postpone() {
		if (isAwaited() && this.postponed.compareAndSet(false, true)) {
			tellAbove((above) -> {
				above.postponedBelow.incrementAndGet();
				above.below.closed();
			});
		}
	}

	/**
	 * Tells those above that it runs after all.
	 */
	public void resume() {
		if (this.postponed.compareAndSet(true, false)) {
			tellAbove((above) -> {
				above.below.opened();
				above.postponedBelow.decrementAndGet();
			});
		}
	}

	private boolean isAwaited() {
		return this.type.callsModel() || this.type == SpanType.STEP;
	}

	/**
	 * Tells those above that this was none of ours.
	 */
	public void discard() {
		if (this.type == SpanType.STEP) {
			tellAbove((above) -> above.below.closed());
		}
		this.ended = true;
		letGo();
	}

	void hideErrorAbove() {
		tellAbove((above) -> above.hiddenErrorBelow = true);
	}

	/**
	 * Tells those above what this span came to.
	 * @param record the span, of which all is known
	 */
	public void end(SpanRecord record) {
		if (!record.placement().isLeftOut()) {
			countAtAgent(record.billable());
		}
		if (this.type.callsModel()) {
			this.idsAbove = readIdsAbove();
		}
		if (this.parent != null) {
			// A stream may end after what was around it.
			tellEnd(record, Instant.now());
		}
		this.below.forgetCalls();
		this.ended = true;
		letGo();
	}

	private void tellEnd(SpanRecord record, Instant end) {
		if (this.type.callsModel()) {
			CallBelow call = CallBelow.of(record);
			tellAbove((above) -> {
				above.place.times().lastsUntil(end);
				above.below.ended(call);
			});
		}
		else if (this.type == SpanType.STEP) {
			tellAbove((above) -> {
				above.place.times().lastsUntil(end);
				above.below.closed();
			});
		}
	}

	/**
	 * Counts this span at the agent that it works for.
	 */
	private void countAtAgent(boolean request) {
		Ancestry agent = this.parent;
		while (agent != null && agent.type != SpanType.AGENT) {
			agent = agent.parent;
		}
		if (agent != null && this.type == SpanType.STEP) {
			agent.below.countStep();
		}
		else if (agent != null && request) {
			agent.below.countModelCall();
		}
	}

	private void tellAbove(Consumer<Ancestry> message) {
		Ancestry above = this.parent;
		while (above != null) {
			Ancestry next = above.parent;
			message.accept(above);
			above.letGo();
			above = next;
		}
	}

	private void letGo() {
		if (this.ended && this.below.complete() && this.postponedBelow.get() == 0) {
			this.parent = null;
		}
	}

}
