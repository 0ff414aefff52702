package dev.gai.braintrust.aspect;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedAgent;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Tools and agents that return publishers.
 */
final class PublishingTools {

	Tools tools;

	static class Agent {

		private final Tools tools;

		Agent(Tools tools) {
			this.tools = tools;
		}

		@TracedAgent(name = "agent")
		Mono<Object> chain() {
			return this.tools.flux(Flux.just("a")).next().flatMap((element) -> this.tools.mono(Mono.just("b")));
		}

		@TracedAgent(name = "agent")
		Mono<Object> chainAcrossThreads() {
			return this.tools.flux(Flux.<Object>just("a").publishOn(Schedulers.parallel()))
				.publishOn(Schedulers.boundedElastic())
				.flatMap((element) -> this.tools.mono(Mono.just("b")))
				.next();
		}

		@TracedAgent(name = "agent")
		Mono<Object> numbered(int number) {
			return Mono.just(number)
				.publishOn(Schedulers.boundedElastic())
				.flatMap((same) -> this.tools.mono(Mono.just(same)));
		}

	}

	static class Tools {

		@AgentTool
		Mono<Object> mono(Mono<?> source) {
			return source.cast(Object.class);
		}

		@AgentTool
		Flux<Object> flux(Flux<?> source) {
			return (source instanceof ConnectableFlux<?>) ? typed(source) : source.cast(Object.class);
		}

		@SuppressWarnings("unchecked")
		private static Flux<Object> typed(Flux<?> source) {
			return (Flux<Object>) source;
		}

		@AgentTool
		ConnectableFlux<Object> connectable(ConnectableFlux<Object> source) {
			return source;
		}

		@AgentTool
		void leaf() {
		}

	}

}
