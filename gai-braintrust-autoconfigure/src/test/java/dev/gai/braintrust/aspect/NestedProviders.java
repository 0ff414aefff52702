package dev.gai.braintrust.aspect;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.usage.Usage;
import reactor.core.publisher.Mono;

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Models whose answers are kept, handed on or fail.
 */
final class NestedProviders {

	Random random;

	/** What was billed. */
	static final class Sums {

		long requests;

		long input;

		long output;

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

		static Sums billed = new Sums();

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
