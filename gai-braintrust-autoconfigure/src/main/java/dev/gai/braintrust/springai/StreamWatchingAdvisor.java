package dev.gai.braintrust.springai;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.ForeignSpan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.core.Ordered;

/**
 * Stands next to the model and sees the chunks of a streamed answer: when the first one
 * came, what the last one says of usage, and what had arrived when nobody wanted the
 * rest. It changes nothing.
 *
 * @since 0.1.0
 */
public final class StreamWatchingAdvisor implements StreamAdvisor {

	static final String NAME = "braintrust";

	/**
	 * Creates an advisor.
	 */
	public StreamWatchingAdvisor() {
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return Flux.deferContextual((view) -> {
			Object current = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			if (!(current instanceof Observation observation) || observation.isNoop()) {
				return chain.nextStream(request);
			}
			Observation.Context context = observation.getContext();
			StreamWatch watch = new StreamWatch(ObservationsAbove.value(context, ForeignSpan.class));
			context.put(StreamWatch.class, watch);
			return chain.nextStream(request)
				.doOnNext((response) -> Guard.run("A chunk of a stream is not recorded", () -> see(response, watch)))
				.doFinally((signal) -> Guard.run("The end of a stream is not recorded",
						() -> watch.ended(signal != SignalType.CANCEL)));
		});
	}

	private static void see(ChatClientResponse response, StreamWatch watch) {
		if (response.chatResponse() != null) {
			watch.chunk(response.chatResponse());
		}
	}

}
