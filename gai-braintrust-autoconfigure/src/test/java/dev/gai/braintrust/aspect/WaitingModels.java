package dev.gai.braintrust.aspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedLlmCall;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.stereotype.Component;

/**
 * Calls with the advice that keeps or delays answers: caches, locks, security.
 */
final class WaitingModels {

	private WaitingModels() {
	}

	@Component
	static class Models {

		static final AtomicInteger ran = new AtomicInteger();

		static final AtomicInteger failures = new AtomicInteger();

		@TracedLlmCall(model = "m")
		@Cacheable(cacheNames = "sync", sync = true)
		Map<String, Object> synchronised(String question) {
			return answer();
		}

		@TracedLlmCall(model = "m")
		@Cacheable(cacheNames = "unless", unless = "#result.containsKey('usage')")
		Map<String, Object> keptUnlessLong(String question) {
			return answer();
		}

		@TracedLlmCall(model = "m")
		@Cacheable(cacheNames = "condition", condition = "#question.length() > 10")
		Map<String, Object> keptOnCondition(String question) {
			return answer();
		}

		@TracedLlmCall(model = "m")
		@CachePut("put")
		Map<String, Object> put(String question) {
			return answer();
		}

		@TracedLlmCall(model = "m")
		@Cacheable("nothing")
		Map<String, Object> nothing(String question) {
			ran.incrementAndGet();
			return null;
		}

		@TracedLlmCall(model = "m")
		@Cacheable("empty")
		Optional<String> empty(String question) {
			ran.incrementAndGet();
			return Optional.empty();
		}

		@TracedLlmCall(model = "m")
		@Cacheable("emptyMono")
		Mono<String> emptyMono(String question) {
			return Mono.defer(() -> {
				ran.incrementAndGet();
				return Mono.empty();
			});
		}

		@TracedLlmCall(model = "m")
		@Cacheable("failing")
		String failing(String question) {
			ran.incrementAndGet();
			throw new IllegalStateException("no");
		}

		@TracedLlmCall(model = "m")
		@Cacheable("failingMono")
		Mono<String> failingMono(String question) {
			return Mono.fromCallable(() -> failing(question));
		}

		@Async
		@TracedLlmCall(model = "m")
		@Cacheable("async")
		CompletableFuture<Map<String, Object>> cachedAndAsync(String question) {
			return CompletableFuture.completedFuture(answer());
		}

		@TracedLlmCall(model = "m")
		@ConcurrencyLimit(1)
		Map<String, Object> oneByOne(String question) {
			return answer();
		}

		@PreAuthorize("hasAuthority('USER')")
		@TracedLlmCall(model = "m")
		Map<String, Object> secured(String question) {
			return answer();
		}

		@PostAuthorize("hasAuthority('USER')")
		@TracedLlmCall(model = "m")
		Map<String, Object> keptBack(String question) {
			return answer();
		}

		@PreAuthorize("hasAuthority('USER')")
		@Retryable(maxRetries = 3, delay = 1)
		@ConcurrencyLimit(2)
		@TracedLlmCall(model = "m")
		@Cacheable("everything")
		Map<String, Object> everything(String question) {
			Map<String, Object> answer = answer();
			if (ran.get() < 3) {
				throw new IllegalStateException("attempt " + ran);
			}
			return answer;
		}

		@TracedLlmCall(model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		@Cacheable("ownRetry")
		Map<String, Object> cachedWithOwnRetry(String question) {
			Map<String, Object> answer = answer();
			if (failures.getAndDecrement() > 0) {
				throw new java.io.UncheckedIOException(new java.net.ConnectException());
			}
			return answer;
		}

		@TracedLlmCall(model = "m")
		@Cacheable("stream")
		Flux<Map<String, Object>> cachedStream(String question) {
			return Flux
				.defer(() -> Flux.just(Map.of("object", "chat.completion.chunk", "choices", List.of()), answer()));
		}

		private Map<String, Object> answer() {
			return Map.of("id", "chatcmpl-" + ran.incrementAndGet(), "model", "m", "choices",
					List.of(Map.of("index", 0, "message", Map.of("role", "assistant", "content", "Hello"))), "usage",
					Map.of("prompt_tokens", 1000, "completion_tokens", 500));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	@EnableAsync
	@EnableResilientMethods
	@EnableMethodSecurity
	static class Advice {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

	}

}
