package dev.gai.braintrust.mcp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.gai.braintrust.trace.GenAiContextAccessor;
import io.micrometer.observation.Observation;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * The calls that this application is making at the moment. One that comes in again was
 * made to a server of its own, and what answers it belongs below it as if the method had
 * been called: with the session and the user, which no request says. Bounded;
 * thread-safe.
 */
final class OwnCalls {

	private static final int MAX_CALLS = 10_000;

	private static final GenAiContextAccessor contexts = new GenAiContextAccessor();

	private final Map<String, Call> calls = new ConcurrentHashMap<>();

	/**
	 * Tells that a call begins.
	 * @param caller the span that makes it
	 * @param observation its observation
	 * @return the call, to be ended
	 */
	Call begin(SpanContext caller, Observation observation) {
		Call call = new Call(key(caller), observation, contexts.getValue());
		if (this.calls.size() < MAX_CALLS) {
			this.calls.merge(call.key, call, (present, other) -> present.oneMore());
		}
		return call;
	}

	/**
	 * Tells that a call is over.
	 * @param call the call
	 */
	void end(Call call) {
		this.calls.computeIfPresent(call.key, (key, present) -> present.oneLess());
	}

	/**
	 * The call that a span is making.
	 * @param caller the span, as a request says
	 * @return the call, {@code null} if this application makes none
	 */
	@Nullable Call find(SpanContext caller) {
		return caller.isValid() ? this.calls.get(key(caller)) : null;
	}

	int size() {
		return this.calls.size();
	}

	private static String key(SpanContext span) {
		return span.getTraceId() + span.getSpanId();
	}

	/**
	 * A call, or several at the same time by the same span.
	 */
	static final class Call {

		private final String key;

		private final Observation observation;

		private final @Nullable Object context;

		private final int count;

		private Call(String key, Observation observation, @Nullable Object context) {
			this(key, observation, context, 1);
		}

		private Call(String key, Observation observation, @Nullable Object context, int count) {
			this.key = key;
			this.observation = observation;
			this.context = context;
			this.count = count;
		}

		private Call oneMore() {
			return new Call(this.key, this.observation, this.context, this.count + 1);
		}

		private @Nullable Call oneLess() {
			return (this.count > 1) ? new Call(this.key, this.observation, this.context, this.count - 1) : null;
		}

		Observation observation() {
			return this.observation;
		}

		/**
		 * Starts something that shares what is open where the call was made.
		 * @param start starts it
		 * @param <T> type of what is started
		 * @return what is started
		 */
		<T> T inside(Supplier<T> start) {
			Object before = contexts.getValue();
			set(this.context);
			try {
				return start.get();
			}
			finally {
				set(before);
			}
		}

		private static void set(@Nullable Object context) {
			if (context != null) {
				contexts.setValue(context);
			}
			else {
				contexts.setValue();
			}
		}

	}

}
