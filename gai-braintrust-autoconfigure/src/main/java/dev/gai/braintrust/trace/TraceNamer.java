package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * Names traces: the row that Braintrust shows for a request, a message, a scheduled run
 * or a job in which models were called. A bean of this type takes precedence over the
 * name of an agent and over the name that is made of the route.
 * <p>
 * Called once for each trace when its root has ended, on a thread of this library or,
 * with {@code gai.braintrust.export.spool.mode=sync}, on the thread that ends the root.
 * It must be quick and thread-safe. A namer that fails is treated as one that returns no
 * name.
 *
 * @since 0.1.0
 */
@PublicApi
@FunctionalInterface
public interface TraceNamer {

	/**
	 * Names a trace.
	 * @param root what is known of its root
	 * @return the name, {@code null} for the default
	 */
	@Nullable String name(TraceRoot root);

}
