package dev.gai.braintrust.completion;

import dev.gai.braintrust.completion.Completions.CallStarter;
import dev.gai.braintrust.completion.type.AdaptedTypes;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;

/**
 * Follows {@linkplain AdaptedTypes types of other reactive libraries}.
 */
final class AdaptedCompletion implements Completion {

	private final PublisherCompletion publishers;

	AdaptedCompletion(PublisherCompletion publishers) {
		this.publishers = publishers;
	}

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return AdaptedTypes.adapter(declared, result) != null;
	}

	@Override
	public boolean isDeferred(Class<?> type) {
		return AdaptedTypes.isDeferred(type);
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		return follow(result, result.getClass(), call, starter);
	}

	@Override
	public Object follow(Object result, Class<?> declared, @Nullable TrackedCall call, CallStarter starter) {
		ReactiveAdapter adapter = AdaptedTypes.adapter(declared, result);
		if (adapter == null) {
			throw new IllegalStateException("No adapter for " + declared);
		}
		if (adapter.getDescriptor().isDeferred()) {
			return AdaptedTypes.changed(result, adapter,
					(source) -> (Publisher<?>) this.publishers.follow(source, call, starter));
		}
		Publisher<?> publisher = adapter.toPublisher(result);
		TrackedCall started = Completions.startedOr(call, () -> starter.start(null));
		Mono.from(publisher)
			.subscribe(started::completed, (error) -> end(started, error), () -> started.completed(null));
		return result;
	}

	private static void end(TrackedCall call, Throwable error) {
		if (Cancellations.isCancellation(error)) {
			call.cancelled();
		}
		else {
			call.failed(error);
		}
	}

}
