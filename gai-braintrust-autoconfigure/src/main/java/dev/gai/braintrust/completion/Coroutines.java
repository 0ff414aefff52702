package dev.gai.braintrust.completion;

import java.lang.reflect.Method;

import dev.gai.braintrust.promise.Internal;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.reactor.ReactorContext;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Functions of Kotlin that suspend. In Java's eyes such a function has one more argument,
 * what to go on with, and returns a value or a mark that says it will.
 *
 * @since 0.1.0
 */
@Internal
public final class Coroutines {

	private static final boolean PRESENT = ClassUtils.isPresent("kotlinx.coroutines.ThreadContextElement",
			Coroutines.class.getClassLoader());

	private static final boolean REACTOR = ClassUtils.isPresent("kotlinx.coroutines.reactor.ReactorContext",
			Coroutines.class.getClassLoader());

	private Coroutines() {
	}

	/**
	 * Whether a method is a function that suspends, and can be followed.
	 * @param method the method
	 * @return whether its last argument is what to go on with
	 */
	public static boolean suspend(Method method) {
		return PRESENT && KotlinDetector.isSuspendingFunction(method);
	}

	/**
	 * What a function that suspends is declared to return.
	 * @param method the function
	 * @return the type of what it goes on with
	 */
	public static ResolvableType resultOf(Method method) {
		return ResolvableType.forMethodParameter(method, method.getParameterCount() - 1).getGeneric(0);
	}

	/**
	 * What the coroutine that calls belongs to, where this thread does not know.
	 * @param arguments the arguments of the function
	 * @return the observation, {@code null} for that of this thread
	 */
	public static @Nullable Observation around(@Nullable Object[] arguments) {
		CoroutineContext context = Calls.continuation(arguments).getContext();
		if (!REACTOR || context.get(ObservationElement.KEY) != null) {
			return null;
		}
		return InReactor.observation(context);
	}

	/**
	 * Has a function run inside a call, on whichever threads that is.
	 * @param arguments the arguments of the function
	 * @param call the call, told of the end of a function that goes on later
	 * @return other arguments for it
	 */
	public static @Nullable Object[] inside(@Nullable Object[] arguments, TrackedCall call) {
		@Nullable Object[] inside = arguments.clone();
		inside[inside.length - 1] = Calls.inside(Calls.continuation(arguments), call);
		return inside;
	}

	/**
	 * What a function goes on with.
	 * @param arguments the arguments of the function
	 * @return the last one
	 */
	public static Object continuation(@Nullable Object[] arguments) {
		return Calls.continuation(arguments);
	}

	/**
	 * Has a function go on with something else.
	 * @param arguments the arguments of the function
	 * @param continuation what to go on with
	 * @return other arguments for it
	 */
	public static @Nullable Object[] with(@Nullable Object[] arguments, Object continuation) {
		@Nullable Object[] changed = arguments.clone();
		changed[changed.length - 1] = continuation;
		return changed;
	}

	/**
	 * Whether a function goes on later.
	 * @param result what it has returned
	 * @return whether that is the mark
	 */
	public static boolean goesOn(@Nullable Object result) {
		return result == IntrinsicsKt.getCOROUTINE_SUSPENDED();
	}

	/**
	 * Whether a function has ended because nobody waits for it. Time may have run out
	 * inside of it, which is an error, or for those who wait.
	 * @param error the error that it has ended with
	 * @param continuation what it was to go on with
	 * @return whether it was cancelled
	 */
	public static boolean cancelled(Throwable error, Object continuation) {
		return Cancellations.isCancellation(error, ((Continuation<?>) continuation).getContext().get(Job.Key));
	}

	/**
	 * The error that a function has gone on with.
	 * @param result what it was given to go on with
	 * @return the error, {@code null} if there is none
	 */
	public static @Nullable Throwable errorIn(@Nullable Object result) {
		if (result == null) {
			return null;
		}
		try {
			ResultKt.throwOnFailure(result);
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	/** Loading this class needs Kotlin. */
	private static final class Calls {

		static Continuation<?> continuation(@Nullable Object[] arguments) {
			if (arguments.length > 0 && arguments[arguments.length - 1] instanceof Continuation<?> last) {
				return last;
			}
			throw new IllegalArgumentException("Nothing to go on with");
		}

		/**
		 * What follows the call runs on from its end, and is no part of it.
		 */
		static Continuation<?> inside(Continuation<?> outer, TrackedCall call) {
			Observation observation = call.observation();
			Observation around = observation.isNoop() ? null
					: observation.getObservationRegistry().getCurrentObservation();
			CoroutineContext context = observation.isNoop() ? outer.getContext()
					: outer.getContext().plus(new ObservationElement(observation));
			return new ResumedContinuation<>(context, (result) -> {
				Throwable error = errorIn(result);
				if (error != null) {
					Cancellations.end(call, error, outer.getContext().get(Job.Key));
				}
				else {
					Completions.end(call, result);
				}
				Scopes.outside(observation, around, () -> outer.resumeWith(result));
			});
		}

	}

	/** Loading this class needs Kotlin's support of Reactor. */
	private static final class InReactor {

		static @Nullable Observation observation(CoroutineContext context) {
			ReactorContext reactor = context.get(ReactorContext.Key);
			return (reactor != null) ? reactor.getContext().getOrDefault(ObservationThreadLocalAccessor.KEY, null)
					: null;
		}

	}

}
