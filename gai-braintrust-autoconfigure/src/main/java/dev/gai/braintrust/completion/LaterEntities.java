package dev.gai.braintrust.completion;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import dev.gai.braintrust.completion.Completions.CallStarter;
import dev.gai.braintrust.completion.type.AsyncTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Follows the response that a stage has as its value, where the body of that comes later
 * still. The caller is given another stage, since a value cannot be exchanged; cancelling
 * it reaches the one that the method has made.
 */
final class LaterEntities {

	private static final boolean KNOWN = ClassUtils.isPresent("org.springframework.http.ResponseEntity",
			LaterEntities.class.getClassLoader());

	private final Completions completions;

	private final TrackedCall call;

	private final CallStarter starter;

	LaterEntities(Completions completions, TrackedCall call, CallStarter starter) {
		this.completions = completions;
		this.call = call;
		this.starter = starter;
	}

	/**
	 * Whether a type is that of stages of responses, with a body that is no plain value.
	 */
	static boolean areIn(ResolvableType type) {
		if (!KNOWN || !type.resolve(Object.class).isAssignableFrom(CompletableFuture.class)) {
			return false;
		}
		ResolvableType entity = type.as(CompletionStage.class).getGeneric(0);
		return entity.resolve(Object.class).getName().equals("org.springframework.http.ResponseEntity")
				&& AsyncTypes.isOpen(entity.getGeneric(0).resolve(Object.class));
	}

	CompletableFuture<@Nullable Object> of(CompletionStage<?> source) {
		CompletableFuture<@Nullable Object> given = new CompletableFuture<>() {

			@Override
			public boolean cancel(boolean mayInterruptIfRunning) {
				if (source instanceof Future<?> future) {
					future.cancel(mayInterruptIfRunning);
				}
				return super.cancel(mayInterruptIfRunning);
			}

		};
		source.whenComplete((value, error) -> {
			if (error == null) {
				given.complete(this.completions.follow(value, Object.class, this.call, this.starter));
				return;
			}
			Throwable cause = StageCompletion.unwrapped(error);
			if (Cancellations.isCancellation(cause)) {
				this.call.cancelled();
			}
			else {
				this.call.failed(cause);
			}
			given.completeExceptionally(error);
		});
		return given;
	}

}
