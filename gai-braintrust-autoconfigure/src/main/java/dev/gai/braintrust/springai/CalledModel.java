package dev.gai.braintrust.springai;

import dev.gai.braintrust.guard.ThreadValue;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.request.server.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The model that is being called on this thread, as far as its observation does not say
 * it. The first observation of a request is the one of that model.
 *
 * @param server where it is asked, {@code null} if that is not known
 * @param watch sees the chunks of its answer, {@code null} if it is not streamed
 */
record CalledModel(@Nullable ServerAddress server, @Nullable StreamWatch watch) {

	private static final ThreadValue<CalledModel> current = new ThreadValue<>();

	/**
	 * Runs a call.
	 * @param call the call
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result
	 * @throws X what the call throws
	 */
	<T extends @Nullable Object, X extends Throwable> T run(Work<T, X> call) throws X {
		return current.during(this, call);
	}

	/**
	 * The model whose request begins on this thread.
	 * @return the model, {@code null} if it is not known; once for each call
	 */
	static @Nullable CalledModel take() {
		return current.take();
	}

}
