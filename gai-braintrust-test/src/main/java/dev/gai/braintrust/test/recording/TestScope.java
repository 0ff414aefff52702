package dev.gai.braintrust.test.recording;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.gai.braintrust.promise.Internal;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Says on a thread which test it works for. What carries observations or OpenTelemetry's
 * context to other threads carries this with it. It is no span: what the application
 * starts is a trace of its own, as in production. Its observation is of a registry of its
 * own, so that no handler of the application sees it.
 *
 * @since 0.1.0
 */
@Internal
public final class TestScope implements AutoCloseable {

	private static final ContextKey<TestRecording> KEY = ContextKey.named("gai-braintrust-test");

	private final Observation observation;

	private final Observation.Scope scope;

	private TestScope(Observation observation) {
		this.observation = observation;
		this.scope = observation.openScope();
	}

	/**
	 * Has this thread work for a test.
	 * @param test the test
	 * @return the scope, to be closed by the same thread
	 */
	public static TestScope open(TestRecording test) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Handler(test));
		return new TestScope(
				Observation.createNotStarted("gai.braintrust.test", Observation.Context::new, registry).start());
	}

	/**
	 * The test that this thread works for.
	 * @return the test, {@code null} if it works for none
	 */
	public static @Nullable TestRecording current() {
		return of(Context.current());
	}

	static @Nullable TestRecording of(Context context) {
		return context.get(KEY);
	}

	/**
	 * Has a task work for the test of this thread, whichever thread runs it.
	 * @param task the task
	 * @return the task with its test, or as it is if there is none
	 */
	static Runnable wrap(Runnable task) {
		TestRecording test = current();
		return (test == null) ? task : () -> Context.current().with(KEY, test).wrap(task).run();
	}

	@Override
	public void close() {
		this.scope.close();
		this.observation.stop();
	}

	/**
	 * Puts the test into OpenTelemetry's context of each thread that the observation
	 * comes to.
	 */
	private static final class Handler implements ObservationHandler<Observation.Context> {

		private final TestRecording test;

		private final ThreadLocal<Deque<Scope>> scopes = ThreadLocal.withInitial(ArrayDeque::new);

		Handler(TestRecording test) {
			this.test = test;
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			this.scopes.get().push(Context.current().with(KEY, this.test).makeCurrent());
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			Deque<Scope> open = this.scopes.get();
			if (!open.isEmpty()) {
				open.pop().close();
			}
			if (open.isEmpty()) {
				this.scopes.remove();
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
