package dev.gai.braintrust.completion;

import dev.gai.braintrust.completion.Completions.CallStarter;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * The value of a publisher that has one at most.
 *
 * @param entities follows a value that is a response whose body comes later
 * @param starter starts further calls
 */
record SingleValue(@Nullable Completion entities, CallStarter starter) {

	/**
	 * Tells a call of the value, which is its end unless the value has one of its own.
	 * @param value the value
	 * @param call the call
	 * @param <T> type of the value
	 * @return what is handed on
	 */
	@SuppressWarnings("unchecked") // a response is handed on as a response
	<T> T take(T value, TrackedCall call) {
		Completion strategy = this.entities;
		if (strategy == null || !strategy.follows(value, value.getClass())) {
			Completions.end(call, value);
			return value;
		}
		Object followed = Guard.get("A response is not followed to its end", null,
				() -> strategy.follow(value, call, this.starter));
		if (followed == null) {
			call.completed(null);
			return value;
		}
		return (T) followed;
	}

}
