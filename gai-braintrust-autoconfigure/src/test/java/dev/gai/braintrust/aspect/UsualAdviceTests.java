package dev.gai.braintrust.aspect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;

import dev.gai.braintrust.aspect.WaitingModels.Advice;
import dev.gai.braintrust.aspect.WaitingModels.Models;
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
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

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

}
