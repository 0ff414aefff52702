package dev.gai.braintrust.aspect;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import org.aopalliance.intercept.MethodInterceptor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Calls with the advice that applications put around them.
 */
final class AdvisedModels {

	private AdvisedModels() {
	}

	@Component
	static class Models {

		private final AtomicInteger attempts = new AtomicInteger();

		@TracedLlmCall(model = "m")
		@Cacheable("answers")
		Map<String, Object> cached(String question) {
			return answer();
		}

		@TracedLlmCall(model = "m")
		@Cacheable("futures")
		CompletableFuture<Map<String, Object>> cachedFuture(String question) {
			return CompletableFuture.supplyAsync(Models::answer);
		}

		@TracedLlmCall(model = "m")
		@Cacheable("monos")
		Mono<Map<String, Object>> cachedMono(String question) {
			return Mono.fromSupplier(Models::answer);
		}

		@TracedLlmCall(model = "m")
		@Cacheable("fluxes")
		Flux<String> cachedFlux(String question) {
			return Flux.just("a", "b");
		}

		@TracedAgent
		@Cacheable("agents")
		String cachedAgent(String question) {
			return "done";
		}

		@TracedLlmCall(model = "m")
		@Cacheable("retried")
		@Retryable(maxRetries = 2, delay = 1)
		Map<String, Object> retried(int failures) throws ConnectException {
			failFirst(failures);
			return answer();
		}

		@TracedLlmCall(model = "m")
		@Retryable(maxRetries = 2, delay = 1)
		Mono<String> retriedMono(int failures) {
			return Mono.fromCallable(() -> {
				failFirst(failures);
				return "fine";
			});
		}

		@TracedLlmCall(model = "m")
		@Retryable(maxRetries = 2, delay = 1)
		Flux<String> retriedFlux(int failures) {
			return retriedMono(failures).flux();
		}

		@TracedLlmCall(model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		@Transactional
		Map<String, Object> transactional(int failures) throws ConnectException {
			failFirst(failures);
			return answer();
		}

		@TracedLlmCall(model = "m")
		@Guarded
		String guarded() {
			return "never";
		}

		@TracedLlmCall(model = "m")
		@Validated
		String validated() {
			return "never";
		}

		@AgentTool
		@Denied
		String deniedTool() {
			return "never";
		}

		@TracedLlmCall(model = "m")
		@WithFallback
		String withFallback() throws ConnectException {
			throw new ConnectException();
		}

		private void failFirst(int failures) throws ConnectException {
			if (this.attempts.incrementAndGet() <= failures) {
				throw new ConnectException("attempt " + this.attempts);
			}
		}

		private static Map<String, Object> answer() {
			return Map.of("id", "1", "model", "m", "choices",
					List.of(Map.of("index", 0, "message", Map.of("role", "assistant", "content", "Hello"))), "usage",
					Map.of("prompt_tokens", 1000, "completion_tokens", 500));
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Guarded {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Validated {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Denied {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface WithFallback {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	@EnableResilientMethods
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Advice {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

		@Bean
		Transactions transactions() {
			return new Transactions();
		}

		@Bean
		static Appended appended() {
			return new Appended(Validated.class, (invocation) -> {
				throw new IllegalStateException("not valid");
			});
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultPointcutAdvisor security() {
			return advisor(Guarded.class, (invocation) -> {
				throw new IllegalStateException("not you");
			});
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultPointcutAdvisor denial() {
			return advisor(Denied.class, (invocation) -> {
				throw new AccessDeniedException("not you");
			});
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultPointcutAdvisor fallback() {
			return advisor(WithFallback.class, (invocation) -> {
				try {
					return invocation.proceed();
				}
				catch (ConnectException ex) {
					return "fallback";
				}
			});
		}

		static DefaultPointcutAdvisor advisor(Class<? extends Annotation> annotation, MethodInterceptor advice) {
			return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(annotation), advice);
		}

	}

	/**
	 * As the validation of methods does, it stands inside of what is there.
	 */
	@SuppressWarnings("serial")
	static class Appended extends AbstractBeanFactoryAwareAdvisingPostProcessor {

		Appended(Class<? extends Annotation> annotation, MethodInterceptor advice) {
			this.advisor = Advice.advisor(annotation, advice);
			setOrder(Ordered.LOWEST_PRECEDENCE - 1);
		}

	}

	@SuppressWarnings("serial")
	static class Transactions extends AbstractPlatformTransactionManager implements PlatformTransactionManager {

		final AtomicInteger begun = new AtomicInteger();

		boolean broken;

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			this.begun.incrementAndGet();
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			if (this.broken) {
				throw new IllegalStateException("no commit");
			}
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
