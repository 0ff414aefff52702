package dev.gai.braintrust.aspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.usage.CompletedCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the usual advice of Spring does to a method that asks a model, one at a time and
 * all together: what ran is a call, and nothing else is.
 */
class UsualAdviceTests {

	private static final Traces traces = new Traces();

	private static AnnotationConfigApplicationContext context;

	private static Models models;

	@BeforeAll
	static void start() {
		context = traces.beans(Advice.class, Models.class);
		models = context.getBean(Models.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void clear() {
		traces.spans().clear();
		traces.calls().clear();
		Models.ran.set(0);
		context.getBean(CacheManager.class)
			.getCacheNames()
			.forEach((name) -> context.getBean(CacheManager.class).getCache(name).clear());
		SecurityContextHolder.clearContext();
	}

	@Test
	void countsOnceWhatManyThreadsWaitFor() {
		CyclicBarrier together = new CyclicBarrier(4);
		List<CompletableFuture<Object>> callers = IntStream.range(0, 4)
			.<CompletableFuture<Object>>mapToObj((caller) -> CompletableFuture.supplyAsync(() -> {
				try {
					together.await();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				return models.synchronised("q");
			}, new SimpleAsyncTaskExecutor()))
			.toList();
		callers.forEach(CompletableFuture::join);

		assertCallsAre(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "unless", "condition", "put" })
	void countsEachTimeWhatTheCacheDoesNotKeep(String how) {
		for (int i = 0; i < 3; i++) {
			switch (how) {
				case "unless" -> models.keptUnlessLong("q");
				case "condition" -> models.keptOnCondition("q");
				default -> models.put("q");
			}
		}

		assertCallsAre(3);
	}

	@Test
	void countsOnceWhatHasNoAnswer() {
		for (int i = 0; i < 3; i++) {
			assertThat(models.nothing("q")).isNull();
			assertThat(models.empty("q")).isEmpty();
			assertThat(models.emptyMono("q").blockOptional()).isEmpty();
		}

		assertThat(Models.ran).hasValue(3);
		assertThat(traces.calls()).hasSize(3);
	}

	@Test
	void countsEachFailureSinceNoneIsKept() {
		for (int i = 0; i < 2; i++) {
			assertThatThrownBy(() -> models.failing("q")).isInstanceOf(IllegalStateException.class);
			assertThatThrownBy(() -> models.failingMono("q").block()).isInstanceOf(IllegalStateException.class);
		}

		assertThat(Models.ran).hasValue(4);
		assertThat(traces.calls()).hasSize(4).allSatisfy((call) -> assertThat(call.error()).isNotNull());
	}

	@Test
	void countsOnceWhatIsCachedAsynchronously() {
		for (int i = 0; i < 3; i++) {
			models.cachedAndAsync("q").join();
		}

		assertCallsAre(1);
	}

	@Test
	void countsEachCallThatHadToWaitItsTurn() {
		Flux.range(0, 4)
			.flatMap((caller) -> Mono.fromCallable(() -> models.oneByOne("q" + caller))
				.subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()))
			.blockLast();

		assertCallsAre(4);
	}

	@Test
	void countsNoCallThatSecurityRefusesAndOneWhoseAnswerItKeepsBack() {
		assertThatThrownBy(() -> models.secured("q")).isNotNull();
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("u", "p", "GUEST"));
		assertThatThrownBy(() -> models.secured("q")).isInstanceOf(AccessDeniedException.class);
		assertThat(traces.spans()).isEmpty();

		assertThatThrownBy(() -> models.keptBack("q")).isInstanceOf(AccessDeniedException.class);

		assertCallsAre(1);
		assertThat(traces.calls()).extracting(CompletedCall::error).containsExactly((String) null);
	}

	@Test
	void countsOnceUnderAllOfThemAtOnce() {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("u", "p", "USER"));
		for (int i = 0; i < 3; i++) {
			assertThat(models.everything("q")).containsKey("usage");
		}

		assertThat(Models.ran).hasValue(3);
		assertThat(traces.calls()).hasSize(1);
		assertThat(traces.calls().get(0).retries()).isEqualTo(2);
		assertThat(traces.calls().get(0).usage().input()).isEqualTo(1000);
	}

	@Test
	void countsWhatItsOwnRetriesComeToOnce() {
		Models.failures.set(2);
		for (int i = 0; i < 3; i++) {
			assertThat(models.cachedWithOwnRetry("q")).containsKey("usage");
		}

		assertThat(Models.ran).hasValue(3);
		assertThat(traces.calls()).hasSize(1);
	}

	@Test
	void countsACachedStreamOnceHoweverOftenItIsRead() {
		List<Integer> sizes = new java.util.ArrayList<>();
		for (int i = 0; i < 3; i++) {
			sizes.add(models.cachedStream("q").collectList().block().size());
		}

		assertThat(sizes).containsExactly(2, 2, 2);
		assertCallsAre(1);
	}

	private static void assertCallsAre(int count) {
		assertThat(Models.ran).hasValue(count);
		assertThat(traces.calls()).hasSize(count)
			.allSatisfy((call) -> assertThat(call.usage().input()).isEqualTo(1000));
		assertThat(traces.spans()).hasSize(count);
	}

	@Component
	static class Models {

		private static final AtomicInteger ran = new AtomicInteger();

		private static final AtomicInteger failures = new AtomicInteger();

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
