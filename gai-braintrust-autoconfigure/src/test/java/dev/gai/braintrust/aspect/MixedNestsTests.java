package dev.gai.braintrust.aspect;

import java.net.ConnectException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.aspect.NestedProviders.Caching;
import dev.gai.braintrust.aspect.NestedProviders.Provider;
import dev.gai.braintrust.aspect.NestedProviders.Sums;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.CallsBelow;
import dev.gai.braintrust.usage.CompletedCall;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageFigures;
import dev.gai.braintrust.usage.UsageLedger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls within calls at random, some from a cache, some failing, made again, left or
 * never subscribed to, some handing on what others answered: every sum is what the
 * provider has billed.
 */
@Tag("thorough")
class MixedNestsTests {

	private final NestedProviders nestedProviders = new NestedProviders();

	private static final int TREES = 1000;

	private final Traces traces = new Traces();

	private final GenAiTracer tracer = this.traces.tracer();

	private Provider provider;

	@ParameterizedTest
	@ValueSource(longs = { 42, 20261128 })
	void addUpEverywhere(long seed) {
		this.nestedProviders.random = new Random(seed);
		Provider.billed = new Sums();
		try (AnnotationConfigApplicationContext context = this.traces.beans(Caching.class, Provider.class)) {
			this.provider = context.getBean(Provider.class);
			for (int i = 0; i < TREES; i++) {
				this.tracer.agent("tree").run((span) -> node(4));
			}
		}

		Sums billed = Provider.billed;
		assertThat(billed.requests).isGreaterThanOrEqualTo(2_000);
		assertThat(calls()).isEqualTo(billed);
		assertThat(rows()).isEqualTo(billed);
		assertThat(agents()).isEqualTo(billed);
		assertThat(ledger()).isEqualTo(billed);
	}

	/**
	 * One piece of work.
	 * @param depth how much may be below it
	 * @return what it returns
	 */
	private Object node(int depth) {
		return switch (this.nestedProviders.random.nextInt((depth > 0) ? 18 : 9)) {
			case 0 -> this.tracer.llm("openai", "m")
				.call((span) -> this.provider.answers(this.nestedProviders.random.nextBoolean()));
			case 1 -> this.tracer.embeddings("openai", "e").call((span) -> this.provider.embeds());
			case 2 -> this.provider.cached(this.nestedProviders.random.nextInt(200));
			case 3 -> fails();
			case 4 -> this.provider.retried(this.nestedProviders.random.nextInt(3));
			case 5 -> this.provider.cachedLater(this.nestedProviders.random.nextInt(200)).block();
			case 6 -> left();
			case 7 -> readAgain();
			case 8 -> this.tracer.llm("openai", "never").call((span) -> Flux.defer(() -> {
				throw new AssertionError("nobody has subscribed");
			}));
			case 9 -> this.tracer.llm("openai", "own").call((span) -> {
				several(depth);
				return this.provider.answers(true);
			});
			case 10 -> this.tracer.llm("openai", "wrapper").call((span) -> handedOn(depth));
			case 11 -> this.tracer.step("step").call((span) -> node(depth - 1));
			case 12 -> this.tracer.tool("tool").call((span) -> {
				several(depth);
				return "done";
			});
			case 13 -> this.tracer.llm("openai", "text").call((span) -> {
				this.tracer.llm("openai", "m").call((inner) -> this.provider.answers(true));
				return "a text";
			});
			case 14 -> Flux.from(this.tracer.llm("openai", "stream").call((span) -> {
				several(depth);
				return Flux.just(Map.of("object", "chat.completion.chunk"), this.provider.answers(true));
			})).blockLast();
			case 15 -> this.tracer.embeddings("openai", "e").call((span) -> {
				several(depth);
				return this.provider.embeds();
			});
			case 16 -> failsAround();
			default -> {
				several(depth);
				yield "nothing";
			}
		};
	}

	private void several(int depth) {
		for (int i = this.nestedProviders.random.nextInt(4); i > 0; i--) {
			node(depth - 1);
		}
	}

	private Object handedOn(int depth) {
		several(depth);
		Map<String, Object> answer = this.tracer.llm("openai", "m")
			.call((span) -> this.provider.answers(this.nestedProviders.random.nextBoolean()));
		several(depth);
		return this.nestedProviders.random.nextBoolean() ? answer : new HashMap<>(answer);
	}

	/** A stream that is left: what it has read by then is known, and nothing else. */
	private Object left() {
		return this.tracer.llm("anthropic", "c").call((span) -> Flux.concat(Flux.defer(() -> {
			long input = this.nestedProviders.random.nextLong(1_000_000_000);
			Provider.billed.add(Usage.builder().input(input).build());
			Map<String, Object> message = Map.of("id", "msg_1", "type", "message", "model", "c", "content", List.of(),
					"usage", Map.of("input_tokens", input, "output_tokens", 1));
			return Flux.just(Map.of("type", "message_start", "message", message), Map.of("type", "content_block_delta",
					"index", 0, "delta", Map.of("type", "text_delta", "text", "Hello")));
		}), Flux.never())).take(2).blockLast();
	}

	/** Two subscriptions are two calls. */
	private Object readAgain() {
		Flux<Object> stream = this.tracer.llm("openai", "m")
			.call((span) -> Flux.defer(() -> Flux.just(this.provider.answers(true))));
		return Flux.concat(stream, stream).blockLast();
	}

	/** Its own request fails after those below have succeeded. */
	private Object failsAround() {
		try {
			return this.tracer.llm("openai", "own").call((span) -> {
				for (int i = this.nestedProviders.random.nextInt(4); i > 0; i--) {
					this.tracer.llm("openai", "m").call((inner) -> this.provider.answers(true));
					this.provider.cachedLater(this.nestedProviders.random.nextInt(200)).block();
					this.tracer.step("step")
						.call((step) -> this.provider.retried(this.nestedProviders.random.nextInt(3)));
				}
				Provider.billed.requests++;
				throw new ConnectException();
			});
		}
		catch (ConnectException ex) {
			return "failed";
		}
	}

	private Object fails() {
		try {
			return this.tracer.llm("openai", "m").call((span) -> {
				Provider.billed.requests++;
				throw new ConnectException();
			});
		}
		catch (ConnectException ex) {
			return "failed";
		}
	}

	private Sums calls() {
		Sums sums = new Sums();
		this.traces.calls().forEach((call) -> sums.add(call.usage()));
		return sums;
	}

	private Sums rows() {
		Sums sums = new Sums();
		this.traces.spans()
			.stream()
			.map(EndedSpan::record)
			.filter((record) -> record.billable())
			.forEach((record) -> sums.add(record.response().usage()));
		return sums;
	}

	private Sums agents() {
		Sums sums = new Sums();
		for (EndedSpan agent : this.traces.spans()) {
			if (agent.name().equals("invoke_agent tree")) {
				CallsBelow below = agent.record().below();
				sums.requests += below.requests();
				sums.input += (below.inputTokens() != null) ? below.inputTokens() : 0;
				sums.output += (below.outputTokens() != null) ? below.outputTokens() : 0;
			}
		}
		return sums;
	}

	private Sums ledger() {
		UsageLedger ledger = new UsageLedger(List.of(), 100, InstantSource.system(), UnaryOperator.identity());
		for (CompletedCall call : this.traces.calls()) {
			ledger.add(call);
		}
		UsageFigures total = ledger.report().all().total();
		Sums sums = new Sums();
		sums.requests = total.requests();
		sums.input = total.tokens().get("input");
		sums.output = total.tokens().get("output");
		return sums;
	}

}
