package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Context of the observations that this library opens, so that an application can
 * recognise them in its {@code ObservationPredicate} and {@code ObservationFilter} beans.
 * It holds no content.
 *
 * @since 0.1.0
 */
@Internal
public final class GenAiObservationContext extends Observation.Context {

	private final SpanType type;

	private volatile boolean addedTo;

	private final AtomicReference<@Nullable Runnable> openSpan = new AtomicReference<>();

	GenAiObservationContext(SpanType type) {
		this.type = type;
	}

	/**
	 * The kind of span.
	 * @return the type
	 */
	public SpanType getType() {
		return this.type;
	}

	@Override
	public Observation.Context addLowCardinalityKeyValue(KeyValue keyValue) {
		this.addedTo |= isOther(keyValue);
		return super.addLowCardinalityKeyValue(keyValue);
	}

	@Override
	public Observation.Context addHighCardinalityKeyValue(KeyValue keyValue) {
		this.addedTo |= isOther(keyValue);
		return super.addHighCardinalityKeyValue(keyValue);
	}

	/**
	 * What the application has added, by an {@code ObservationFilter} for example. That
	 * is rare, and to ask the context what it has means to sort it.
	 * @return the key values that are not ours
	 */
	List<KeyValue> addedByOthers() {
		if (!this.addedTo) {
			return List.of();
		}
		List<KeyValue> added = new ArrayList<>();
		getLowCardinalityKeyValues().forEach(added::add);
		getHighCardinalityKeyValues().forEach(added::add);
		added.removeIf((keyValue) -> !isOther(keyValue));
		return added;
	}

	private static boolean isOther(KeyValue keyValue) {
		return !GenAiObservation.isOwnKey(keyValue.getKey()) && !keyValue.getKey().equals("error");
	}

	/**
	 * Remembers that a span has been started.
	 * @param end ends it
	 */
	void spanStarted(Runnable end) {
		this.openSpan.set(end);
	}

	/**
	 * Ends the span, unless that has been done. It is also called when the handlers have
	 * been, since one of the application that fails keeps the others from being called.
	 */
	void endSpan() {
		Runnable end = this.openSpan.getAndSet(null);
		if (end != null) {
			end.run();
		}
	}

}
