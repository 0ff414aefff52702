package dev.gai.braintrust.trace;

import java.lang.ref.WeakReference;

import dev.gai.braintrust.guard.OnceLog;
import dev.gai.braintrust.guard.ThreadValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * A {@link GenAiContext} that is open in a thread. One that nobody closed ends with the
 * work that it was opened in, or when its scope is no longer referenced: threads are used
 * again for other users' work.
 */
final class OpenContext {

	private static final OnceLog log = new OnceLog(GenAiContext.class, 10);

	private static final ThreadValue<OpenContext> current = new ThreadValue<>();

	private final GenAiContext context;

	private final @Nullable OpenContext outer;

	/** The observation that was current, whose end is the end of the context. */
	private final @Nullable Observation openedIn;

	/** Whoever must close it; none where it came from another thread. */
	private final @Nullable WeakReference<OpenScope> owner;

	private final Thread thread = Thread.currentThread();

	private volatile boolean closed;

	private OpenContext(GenAiContext context, @Nullable OpenContext outer, @Nullable Observation openedIn,
			@Nullable OpenScope scope) {
		this.context = context;
		this.outer = outer;
		this.openedIn = openedIn;
		this.owner = (scope != null) ? new WeakReference<>(scope) : null;
	}

	static GenAiContext.Scope open(GenAiContext context) {
		OpenContext outer = alive();
		Observation openedIn = CurrentSpan
			.observation(ObservationThreadLocalAccessor.getInstance().getObservationRegistry());
		GenAiContext around = (outer != null && outer.appliesTo(openedIn)) ? outer.context : GenAiContext.EMPTY;
		OpenScope scope = new OpenScope();
		OpenContext opened = new OpenContext(around.and(context), outer, openedIn, scope);
		scope.opened = opened;
		current.set(opened);
		return scope;
	}

	/**
	 * What something shares that begins now.
	 * @param parent the observation that it belongs to
	 * @return the context, empty if none is open
	 */
	static GenAiContext around(@Nullable ObservationView parent) {
		OpenContext open = alive();
		return (open != null && open.appliesTo(parent)) ? open.context : GenAiContext.EMPTY;
	}

	/**
	 * What is open in this thread.
	 * @return the context, {@code null} if none is open
	 */
	static @Nullable OpenContext ofThread() {
		return alive();
	}

	/**
	 * Has a context be current that was open here before, or in another thread, where it
	 * may be closed while work goes on here.
	 * @param open the context
	 */
	static void propagate(OpenContext open) {
		boolean own = open.thread == Thread.currentThread() && !open.closed;
		current.set(own ? open : new OpenContext(open.context, null, open.openedIn, null));
	}

	/**
	 * Has no context be current.
	 */
	static void clear() {
		current.set(null);
	}

	private static @Nullable OpenContext alive() {
		OpenContext first = current.get();
		OpenContext open = first;
		while (open != null && open.isOver()) {
			open = open.outer;
		}
		if (open != first) {
			current.set(open);
		}
		return open;
	}

	private boolean isOver() {
		if (!this.closed && this.owner != null && this.owner.get() == null) {
			this.closed = true;
			log.warn("A GenAiContext was opened and never closed: open it in a try-with-resources statement");
		}
		return this.closed;
	}

	private boolean appliesTo(@Nullable ObservationView parent) {
		ObservationView candidate = parent;
		while (this.openedIn != null && candidate != null && candidate != this.openedIn) {
			candidate = candidate.getContextView().getParentObservation();
		}
		return this.openedIn == null || candidate != null;
	}

	/**
	 * The scope of a context.
	 */
	private static final class OpenScope implements GenAiContext.Scope {

		private @Nullable OpenContext opened;

		@Override
		public void close() {
			OpenContext context = this.opened;
			if (context == null || context.closed) {
				return;
			}
			if (Thread.currentThread() != context.thread) {
				context.closed = true;
				log.warn("A GenAiContext was closed by another thread than the one that opened it");
				return;
			}
			if (alive() != context) {
				log.warn("A GenAiContext was closed while one inside it was open");
			}
			context.closed = true;
			alive();
		}

	}

}
