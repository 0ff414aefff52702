package dev.gai.braintrust.aspect;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedLlmCall;
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
import reactor.core.publisher.Mono;

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls within calls at random, some from a cache, some failing, made again, left or
 * never subscribed to, some handing on what others answered: every sum is what the
 * provider has billed.
 */
@Tag("thorough")
class MixedNestsTests {

	private static final int TREES = 5000;

	private final Traces traces = new Traces();

	private final GenAiTracer tracer = this.traces.tracer();

	private Random random;

	private Provider provider;

	@ParameterizedTest
	@ValueSource(longs = { 42, 20261128 })
	void addUpEverywhere(long seed) {
		this.random = new Random(seed);
		Provider.billed = new Sums();
		try (AnnotationConfigApplicationContext context = this.traces.beans(Caching.class, Provider.class)) {
			this.provider = context.getBean(Provider.class);
			for (int i = 0; i < TREES; i++) {
				this.tracer.agent("tree").run((span) -> node(4));
			}
		}

		Sums billed = Provider.billed;
		assertThat(billed.requests).isGreaterThanOrEqualTo(10_000);
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
		return switch (this.random.nextInt((depth > 0) ? 18 : 9)) {
			case 0 -> this.tracer.llm("openai", "m").call((span) -> this.provider.answers(this.random.nextBoolean()));
			case 1 -> this.tracer.embeddings("openai", "e").call((span) -> this.provider.embeds());
			case 2 -> this.provider.cached(this.random.nextInt(200));
			case 3 -> fails();
			case 4 -> this.provider.retried(this.random.nextInt(3));
			case 5 -> this.provider.cachedLater(this.random.nextInt(200)).block();
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
		for (int i = this.random.nextInt(4); i > 0; i--) {
			node(depth - 1);
		}
	}

	private Object handedOn(int depth) {
		several(depth);
		Map<String, Object> answer = this.tracer.llm("openai", "m")
			.call((span) -> this.provider.answers(this.random.nextBoolean()));
		several(depth);
		return this.random.nextBoolean() ? answer : new HashMap<>(answer);
	}

	/** A stream that is left: what it has read by then is known, and nothing else. */
	private Object left() {
		return this.tracer.llm("anthropic", "c").call((span) -> Flux.concat(Flux.defer(() -> {
			long input = this.random.nextLong(1_000_000_000);
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
				for (int i = this.random.nextInt(4); i > 0; i--) {
					this.tracer.llm("openai", "m").call((inner) -> this.provider.answers(true));
					this.provider.cachedLater(this.random.nextInt(200)).block();
					this.tracer.step("step").call((step) -> this.provider.retried(this.random.nextInt(3)));
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
		UsageLedger ledger = new UsageLedger(List.of(), 100, InstantSource.system());
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

	/** What was billed. */
	private static final class Sums {

		private long requests;

		private long input;

		private long output;

		void add(Usage usage) {
			this.requests++;
			this.input += (usage != null) ? usage.input() : 0;
			this.output += (usage != null && usage.output() != null) ? usage.output() : 0;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Sums that && toString().equals(that.toString());
		}

		@Override
		public int hashCode() {
			return toString().hashCode();
		}

		@Override
		public String toString() {
			return this.requests + " requests, " + this.input + " in, " + this.output + " out";
		}

	}

	static class Provider {

		private static Sums billed = new Sums();

		private final Random random = new Random(7);

		private long number;

		private int failed;

		@TracedLlmCall(model = "cached")
		@Cacheable("answers")
		Map<String, Object> cached(int question) {
			return answers(true);
		}

		@TracedLlmCall(model = "later")
		@Cacheable("later")
		Mono<Map<String, Object>> cachedLater(int question) {
			return Mono.fromSupplier(() -> answers(true));
		}

		@TracedLlmCall(model = "retried", retry = @LlmRetry(maxAttempts = 3, delay = "0s"))
		Map<String, Object> retried(int failures) {
			if (this.failed < failures) {
				this.failed++;
				throw new UncheckedIOException(new ConnectException());
			}
			this.failed = 0;
			return answers(true);
		}

		Map<String, Object> answers(boolean withId) {
			Usage usage = Usage.builder()
				.input(this.random.nextLong(1_000_000_000))
				.output(this.random.nextLong(1_000_000))
				.build();
			billed.add(usage);
			Map<String, Object> answer = new HashMap<>(Map.of("model", "m", "choices",
					List.of(Map.of("index", 0, "finish_reason", "stop", "message",
							Map.of("role", "assistant", "content", "Hello"))),
					"usage", Map.of("prompt_tokens", usage.input(), "completion_tokens", usage.output())));
			if (withId) {
				answer.put("id", "chatcmpl-" + ++this.number);
			}
			return answer;
		}

		Map<String, Object> embeds() {
			long tokens = this.random.nextLong(1_000_000_000);
			billed.add(Usage.builder().input(tokens).build());
			return Map.of("object", "list", "model", "e", "data",
					List.of(Map.of("object", "embedding", "index", 0, "embedding", List.of(0.1, 0.2))), "usage",
					Map.of("prompt_tokens", tokens, "total_tokens", tokens));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

	}

}
