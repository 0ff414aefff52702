package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.Internal;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Has Micrometer's context propagation carry the open {@link GenAiContext} to other
 * threads, beside the current observation. Found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
@Internal
public final class GenAiContextAccessor implements ThreadLocalAccessor<Object> {

	/**
	 * Key of the context in snapshots and in Reactor's context.
	 */
	public static final String KEY = "dev.gai.braintrust.context";

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable Object getValue() {
		return OpenContext.ofThread();
	}

	@Override
	public void setValue(Object value) {
		if (value instanceof OpenContext open) {
			OpenContext.propagate(open);
		}
	}

	@Override
	public void setValue() {
		OpenContext.clear();
	}

}
