package dev.gai.braintrust.trace;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A span among those above it, and what it tells them. Lets go of what stands above as
 * soon as nothing below can tell anything any more: a span that has been sent must not
 * keep its ancestors in memory.
 */
final class SpanLineage {

	private final SpanType type;

	private final CallsBelow below = new CallsBelow();

	private final AtomicInteger steps = new AtomicInteger();

	private final AtomicInteger modelCalls = new AtomicInteger();

	private volatile @Nullable SpanLineage parent;

	private volatile boolean hiddenErrorBelow;

	private volatile boolean ended;

	SpanLineage(SpanType type, @Nullable SpanLineage parent) {
		this.type = type;
		this.parent = parent;
	}

	CallsBelow below() {
		return this.below;
	}

	/**
	 * Steps below this span, or calls of models where there are no steps.
	 * @return the number
	 */
	int stepsExecuted() {
		int counted = this.steps.get();
		return (counted > 0) ? counted : this.modelCalls.get();
	}

	boolean hiddenErrorBelow() {
		return this.hiddenErrorBelow;
	}

	/**
	 * Tells those above that a call of a model is running.
	 */
	void start() {
		if (this.type.callsModel()) {
			tellAbove((above) -> above.below.started());
		}
	}

	void hideErrorAbove() {
		tellAbove((above) -> above.hiddenErrorBelow = true);
	}

	/**
	 * Tells those above what this span came to.
	 * @param response what came back
	 */
	void end(SpanResponse response) {
		countAtAgent();
		if (this.type.callsModel()) {
			boolean request = !response.refused() && !this.below.any();
			tellAbove((above) -> above.below.ended(request, response.usage(), response.cost()));
		}
		this.ended = true;
		letGo();
	}

	/**
	 * Counts this span at the agent that it works for.
	 */
	private void countAtAgent() {
		SpanLineage agent = this.parent;
		while (agent != null && agent.type != SpanType.AGENT) {
			agent = agent.parent;
		}
		if (agent != null && this.type == SpanType.STEP) {
			agent.steps.incrementAndGet();
		}
		else if (agent != null && this.type.callsModel() && !this.below.any()) {
			agent.modelCalls.incrementAndGet();
		}
	}

	private void tellAbove(Consumer<SpanLineage> message) {
		SpanLineage above = this.parent;
		while (above != null) {
			SpanLineage next = above.parent;
			message.accept(above);
			above.letGo();
			above = next;
		}
	}

	private void letGo() {
		if (this.ended && this.below.complete()) {
			this.parent = null;
		}
	}

}
