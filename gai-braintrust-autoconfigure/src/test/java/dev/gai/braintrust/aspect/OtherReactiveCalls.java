package dev.gai.braintrust.aspect;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.LlmContext;
import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpServerErrorException;

/**
 * Calls that return the types of RxJava, Mutiny and Kotlin.
 */
final class OtherReactiveCalls {

	static final IllegalStateException ERROR = new IllegalStateException("gone");

	private OtherReactiveCalls() {
	}

	static class Tools {

		@AgentTool
		String look() {
			return "looked";
		}

	}

	static class Calls {

		private final Tools tools;

		private final AtomicInteger asked = new AtomicInteger();

		Calls(Tools tools) {
			this.tools = tools;
		}

		@AgentTool
		Single<String> single(String value) {
			return Single.just(value).delay(1, TimeUnit.MILLISECONDS);
		}

		@AgentTool
		Single<String> later() {
			return Single.fromCallable(this.tools::look);
		}

		@AgentTool
		Maybe<String> maybe(String value) {
			return (value != null) ? Maybe.just(value).delay(1, TimeUnit.MILLISECONDS) : Maybe.empty();
		}

		@AgentTool
		Uni<String> uni(String value) {
			return Uni.createFrom().item(value);
		}

		@AgentTool
		Flowable<String> flowable() {
			return Flowable.just("Hel", "lo").observeOn(Schedulers.computation());
		}

		@AgentTool
		Observable<String> observable() {
			return Observable.just("Hel", "lo");
		}

		@AgentTool
		Multi<String> multi() {
			return Multi.createFrom().items("Hel", "lo");
		}

		@AgentTool
		Completable completable(boolean failing) {
			return failing ? Completable.error(ERROR) : Completable.complete();
		}

		@AgentTool
		Single<String> failing() {
			return Single.error(ERROR);
		}

		@AgentTool
		Multi<String> failingMulti() {
			return Multi.createFrom().failure(ERROR);
		}

		@AgentTool
		Flowable<String> failingFlowable() {
			return Flowable.just("Hel").concatWith(Flowable.error(ERROR));
		}

		@AgentTool
		Single<String> never() {
			return Single.never();
		}

		@AgentTool
		Uni<String> neverUni() {
			return Uni.createFrom().nothing();
		}

		@AgentTool
		Completable neverCompletable() {
			return Completable.never();
		}

		@TracedLlmCall(provider = "p", model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		Single<String> busySingle() {
			return Single.fromCallable(this::busy);
		}

		@TracedLlmCall(provider = "p", model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		Uni<String> busyUni() {
			return Uni.createFrom().item(this::busy);
		}

		@TracedLlmCall(provider = "p", model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		Flowable<String> busyFlowable() {
			return Flowable.fromCallable(this::busy);
		}

		private String busy() {
			if (this.asked.incrementAndGet() % 3 != 0) {
				throw HttpServerErrorException.create(HttpStatus.SERVICE_UNAVAILABLE, "busy", null, null, null);
			}
			return "third";
		}

		@LlmContext(session = "s-1")
		Single<String> inContext() {
			return Single.fromCallable(this.tools::look);
		}

		@LlmContext(session = "s-1")
		Flowable<String> inContextLater() {
			return Flowable.fromCallable(this.tools::look);
		}

		@LlmContext(session = "s-1")
		Uni<String> uniInContext() {
			return Uni.createFrom().item(this.tools::look);
		}

	}

	static class Agent {

		private final Tools tools;

		private final Calls calls;

		Agent(Tools tools, Calls calls) {
			this.tools = tools;
			this.calls = calls;
		}

		@TracedAgent(name = "single")
		Single<String> work() {
			return Single.fromCallable(this.tools::look)
				.flatMap((first) -> Single.fromCallable(() -> "done " + first + " " + this.tools.look()));
		}

		@TracedAgent(name = "elsewhere")
		Single<String> workElsewhere() {
			return Single.zip(this.calls.later().subscribeOn(Schedulers.io()),
					Single.just("x").subscribeOn(Schedulers.io()).map((value) -> this.tools.look()),
					(one, other) -> one + " " + other);
		}

		@TracedAgent(name = "uni-elsewhere")
		Uni<String> uniElsewhere(Executor executor) {
			return Uni.createFrom().item(this.tools::look).runSubscriptionOn(executor);
		}

		@TracedAgent(name = "uni")
		Uni<String> uniWork() {
			return Uni.createFrom().item(this.tools::look).map((looked) -> "done " + looked);
		}

		@TracedAgent(name = "completable")
		Completable completableWork() {
			return Completable.fromAction(this.tools::look);
		}

	}

}
