package dev.gai.braintrust.aspect;

import dev.gai.braintrust.completion.Coroutines;
import dev.gai.braintrust.trace.GenAiContextAccessor;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * Has a coroutine run inside an open context, on whichever threads it runs, and all
 * coroutines that it starts. Loading this class needs Kotlin's coroutines.
 */
final class ContextElement extends AbstractCoroutineContextElement implements ThreadContextElement<Runnable> {

	private static final CoroutineContext.Key<ContextElement> KEY = new CoroutineContext.Key<>() {
	};

	private static final GenAiContextAccessor accessor = new GenAiContextAccessor();

	private final Object open;

	private ContextElement(Object open) {
		super(KEY);
		this.open = open;
	}

	/**
	 * Has a function that suspends go on inside a context, and those who called it
	 * outside of it.
	 * @param arguments the arguments of the function
	 * @param open the context, {@code null} for none
	 * @param before what was open when the function was called
	 * @return other arguments for it
	 */
	static @Nullable Object[] inside(@Nullable Object[] arguments, @Nullable Object open, @Nullable Object before) {
		return (open != null) ? Coroutines.with(arguments,
				new Inside((Continuation<?>) Coroutines.continuation(arguments), open, before)) : arguments;
	}

	@Override
	public Runnable updateThreadContext(CoroutineContext context) {
		return enter(this.open);
	}

	@Override
	public void restoreThreadContext(CoroutineContext context, Runnable oldState) {
		oldState.run();
	}

	private static Runnable enter(@Nullable Object entered) {
		Object outer = accessor.getValue();
		set(entered);
		return () -> set(outer);
	}

	private static void set(@Nullable Object value) {
		if (value != null) {
			accessor.setValue(value);
		}
		else {
			accessor.setValue();
		}
	}

	/**
	 * What the function goes on with.
	 */
	private static final class Inside implements Continuation<Object> {

		private final Continuation<?> outer;

		private final CoroutineContext context;

		private final @Nullable Object before;

		Inside(Continuation<?> outer, Object open, @Nullable Object before) {
			this.outer = outer;
			this.context = outer.getContext().plus(new ContextElement(open));
			this.before = before;
		}

		@Override
		public CoroutineContext getContext() {
			return this.context;
		}

		@Override
		public void resumeWith(Object result) {
			Runnable back = enter(this.before);
			try {
				this.outer.resumeWith(result);
			}
			finally {
				back.run();
			}
		}

	}

}
