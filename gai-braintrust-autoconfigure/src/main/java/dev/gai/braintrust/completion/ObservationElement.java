package dev.gai.braintrust.completion;

import io.micrometer.observation.Observation;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;

/**
 * Has a coroutine run in the scope of an observation, on whichever threads it runs, and
 * all coroutines that it starts.
 */
final class ObservationElement extends AbstractCoroutineContextElement implements ThreadContextElement<Runnable> {

	static final CoroutineContext.Key<ObservationElement> KEY = new CoroutineContext.Key<>() {
	};

	private final Observation observation;

	ObservationElement(Observation observation) {
		super(KEY);
		this.observation = observation;
	}

	@Override
	public Runnable updateThreadContext(CoroutineContext context) {
		return Scopes.enter(this.observation);
	}

	@Override
	public void restoreThreadContext(CoroutineContext context, Runnable oldState) {
		oldState.run();
	}

}
