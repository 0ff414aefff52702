package dev.gai.braintrust.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import io.micrometer.context.ContextSnapshotFactory;
import org.awaitility.Awaitility;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * An application whose methods return everything that Spring MVC takes.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AsyncApplication {

	private static final String CHUNKS = """
			{"id":"c","object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"Hel"}}]}
			{"id":"c","object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"lo!"},"finish_reason":"stop"}]}
			{"id":"c","object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}""";

	@Bean
	Callbacks callbacks() {
		return new Callbacks();
	}

	@Bean
	Model model() {
		return new Model();
	}

	/** What callbacks of the application have been called. */
	static class Callbacks {

		private final Map<String, Set<String>> called = new ConcurrentHashMap<>();

		void called(String path, String name) {
			this.called.computeIfAbsent(path, (unknown) -> ConcurrentHashMap.newKeySet()).add(name);
		}

		Set<String> of(String path) {
			await(path, "completion");
			return this.called.getOrDefault(path, Set.of());
		}

		boolean await(String path, String name) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> this.called.getOrDefault(path, Set.of()).contains(name));
			return true;
		}

	}

	static class Model {

		@TracedLlmCall(model = "inner")
		String ask() {
			return "Hello!";
		}

	}

	record Text(String text) {

	}

	static class OwnEmitter extends SseEmitter {

		@Override
		protected void extendResponse(ServerHttpResponse outputMessage) {
			super.extendResponse(outputMessage);
			outputMessage.getHeaders().set("X-Own", "yes");
		}

	}

	@RestController
	static class Endpoints {

		private final Model model;

		private final Callbacks callbacks;

		Endpoints(Model model, Callbacks callbacks) {
			this.model = model;
			this.callbacks = callbacks;
		}

		private void run(Work work) {
			ContextSnapshotFactory.builder()
				.build()
				.captureAll()
				.wrapExecutor((task) -> new Thread(task).start())
				.execute(() -> {
					try {
						work.run();
					}
					catch (Exception ex) {
						// The client has gone.
					}
				});
		}

		private <T extends ResponseBodyEmitter> T watched(T emitter, String path) {
			emitter.onTimeout(() -> this.callbacks.called(path, "timeout"));
			emitter.onCompletion(() -> this.callbacks.called(path, "completion"));
			return emitter;
		}

		private <T extends ResponseBodyEmitter> T sending(T emitter) {
			run(() -> {
				this.model.ask();
				emitter.send("Hel");
				emitter.send("lo!", MediaType.TEXT_PLAIN);
				emitter.complete();
			});
			return emitter;
		}

		private Flux<String> words() {
			return Flux.just("Hel", "lo!").doOnSubscribe((subscription) -> this.model.ask());
		}

		@TracedAgent(name = "events")
		@GetMapping("/events")
		SseEmitter events() {
			return watched(sending(new SseEmitter()), "events");
		}

		@TracedAgent(name = "event-entity")
		@GetMapping("/event-entity")
		ResponseEntity<SseEmitter> eventEntity() {
			return ResponseEntity.ok().header("X-A", "b").body(sending(new SseEmitter(5000L)));
		}

		@TracedAgent(name = "custom-events")
		@GetMapping("/custom-events")
		SseEmitter customEvents() {
			return sending(new OwnEmitter());
		}

		@TracedAgent(name = "emitter")
		@GetMapping("/emitter")
		ResponseBodyEmitter emitter() {
			return sending(new ResponseBodyEmitter());
		}

		@TracedAgent(name = "early-emitter")
		@GetMapping("/early-emitter")
		ResponseBodyEmitter earlyEmitter() throws IOException {
			ResponseBodyEmitter emitter = new ResponseBodyEmitter();
			this.model.ask();
			emitter.send("Hel");
			emitter.send("lo!", MediaType.TEXT_PLAIN);
			emitter.complete();
			return emitter;
		}

		@TracedAgent(name = "early-events")
		@GetMapping("/early-events")
		SseEmitter earlyEvents() throws IOException {
			SseEmitter emitter = new SseEmitter();
			this.model.ask();
			emitter.send("Hel");
			emitter.send(SseEmitter.event().name("word").data("lo!"));
			emitter.complete();
			return emitter;
		}

		@TracedAgent(name = "emitter-entity")
		@GetMapping("/emitter-entity")
		ResponseEntity<ResponseBodyEmitter> emitterEntity() {
			return ResponseEntity.ok(sending(new ResponseBodyEmitter()));
		}

		@TracedAgent(name = "event-values")
		@GetMapping("/event-values")
		SseEmitter eventValues() throws IOException {
			SseEmitter emitter = new SseEmitter();
			emitter.send(SseEmitter.event().id("1").comment("first").data(new Text("Hel")));
			emitter.send(new Text("lo!"));
			emitter.complete();
			return emitter;
		}

		@TracedLlmCall(name = "events-usage", model = "gpt-4o-mini")
		@GetMapping("/events-usage")
		SseEmitter eventsUsage() throws IOException {
			SseEmitter emitter = new SseEmitter();
			for (String chunk : CHUNKS.lines().toList()) {
				emitter.send(SseEmitter.event().data(chunk));
			}
			emitter.complete();
			return emitter;
		}

		@TracedLlmCall(name = "flux-usage", model = "gpt-4o-mini")
		@GetMapping("/flux-usage")
		Flux<ServerSentEvent<String>> fluxUsage() {
			return Flux.fromStream(CHUNKS.lines()).map((chunk) -> ServerSentEvent.builder(chunk).build());
		}

		@TracedAgent(name = "flux-values")
		@GetMapping("/flux-values")
		Flux<ServerSentEvent<Text>> fluxValues() {
			return Flux.just(ServerSentEvent.<Text>builder().comment("alive").build(),
					ServerSentEvent.builder(new Text("Hel")).build(), ServerSentEvent.builder(new Text("lo!")).build());
		}

		@TracedAgent(name = "flux-events")
		@GetMapping("/flux-events")
		Flux<ServerSentEvent<String>> fluxEvents() {
			return words().map((word) -> ServerSentEvent.builder(word).build());
		}

		@TracedAgent(name = "body")
		@GetMapping("/body")
		StreamingResponseBody body() {
			return (output) -> {
				this.model.ask();
				byte[] bytes = "Hello! äß".getBytes(StandardCharsets.UTF_8);
				output.write(bytes, 0, 3);
				output.write(bytes, 3, 5);
				for (int i = 8; i < bytes.length; i++) {
					output.write(bytes[i]);
				}
				output.flush();
			};
		}

		@TracedAgent(name = "body-entity")
		@GetMapping("/body-entity")
		ResponseEntity<StreamingResponseBody> bodyEntity() {
			return ResponseEntity.ok(body());
		}

		@TracedAgent(name = "flux")
		@GetMapping("/flux")
		Flux<String> flux() {
			return words();
		}

		@TracedAgent(name = "flux-entity")
		@GetMapping("/flux-entity")
		ResponseEntity<Flux<String>> fluxEntity() {
			return ResponseEntity.ok(words());
		}

		@TracedAgent(name = "stream-entity")
		@GetMapping("/stream-entity")
		ResponseEntity<Stream<String>> streamEntity() {
			return ResponseEntity.ok(Stream.of("Hel", "lo!").peek((word) -> this.model.ask()));
		}

		@TracedAgent(name = "mono-entity")
		@GetMapping("/mono-entity")
		Mono<ResponseEntity<Flux<String>>> monoEntity() {
			return Mono.just(ResponseEntity.ok(Flux.just("Hel", "lo!")));
		}

		@TracedAgent(name = "future-entity")
		@GetMapping("/future-entity")
		CompletableFuture<ResponseEntity<SseEmitter>> futureEntity() {
			return CompletableFuture.completedFuture(ResponseEntity.ok(sending(new SseEmitter())));
		}

		@TracedAgent(name = "future-plain")
		@GetMapping("/future-plain")
		CompletableFuture<ResponseEntity<String>> futurePlain() {
			return CompletableFuture.completedFuture(ResponseEntity.ok(this.model.ask()));
		}

		@TracedAgent(name = "publisher")
		@GetMapping("/publisher")
		Publisher<String> publisher() {
			return (subscriber) -> Flux.just("Hel", "lo!").subscribe(subscriber);
		}

		@TracedAgent(name = "jdk")
		@GetMapping("/jdk")
		Flow.Publisher<String> jdk() {
			return JdkFlowAdapter.publisherToFlowPublisher(words());
		}

		@AgentTool(name = "stream-tool")
		@GetMapping("/stream-tool")
		SseEmitter streamTool() {
			return sending(new SseEmitter());
		}

		@TracedAgent(name = "callable")
		@GetMapping("/callable")
		Callable<String> callable() {
			return this.model::ask;
		}

		@TracedAgent(name = "task")
		@GetMapping("/task")
		WebAsyncTask<String> task() {
			return new WebAsyncTask<>(10_000, this.model::ask);
		}

		@TracedAgent(name = "deferred")
		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			run(() -> result.setResult(this.model.ask()));
			return result;
		}

		@TracedAgent(name = "deferred-set")
		@GetMapping("/deferred-set")
		DeferredResult<String> deferredSet() {
			DeferredResult<String> result = new DeferredResult<>();
			result.setResult(this.model.ask());
			return result;
		}

		@TracedAgent(name = "failed-events")
		@GetMapping("/failed-events")
		SseEmitter failedEvents() {
			SseEmitter emitter = new SseEmitter();
			run(() -> {
				emitter.send("Hel");
				emitter.completeWithError(new IllegalStateException("model away"));
			});
			return emitter;
		}

		@TracedAgent(name = "failed-body")
		@GetMapping("/failed-body")
		StreamingResponseBody failedBody() {
			return (output) -> {
				output.write("Hel".getBytes(StandardCharsets.UTF_8));
				throw new IOException("model away");
			};
		}

		@TracedAgent(name = "failed-callable")
		@GetMapping("/failed-callable")
		Callable<String> failedCallable() {
			return () -> {
				throw new IOException("model away");
			};
		}

		@TracedAgent(name = "failed-task")
		@GetMapping("/failed-task")
		WebAsyncTask<String> failedTask() {
			return new WebAsyncTask<>(() -> {
				throw new IOException("model away");
			});
		}

		@TracedAgent(name = "failed-deferred")
		@GetMapping("/failed-deferred")
		DeferredResult<String> failedDeferred() {
			DeferredResult<String> result = new DeferredResult<>();
			run(() -> result.setErrorResult(new IllegalStateException("model away")));
			return result;
		}

		@TracedAgent(name = "slow-events")
		@GetMapping("/slow-events")
		SseEmitter slowEvents() {
			SseEmitter emitter = new SseEmitter(1L);
			emitter.onTimeout(emitter::complete);
			return watched(emitter, "slow-events");
		}

		@TracedAgent(name = "slow-deferred")
		@GetMapping("/slow-deferred")
		DeferredResult<String> slowDeferred() {
			DeferredResult<String> result = new DeferredResult<>(1L);
			result.onTimeout(() -> this.callbacks.called("slow-deferred", "timeout"));
			result.onCompletion(() -> this.callbacks.called("slow-deferred", "completion"));
			return result;
		}

		@TracedAgent(name = "slow-callable")
		@GetMapping("/slow-callable")
		Callable<String> slowCallable() {
			return () -> {
				this.callbacks.called("slow-callable", "timeout");
				try {
					new CountDownLatch(1).await(30, TimeUnit.SECONDS);
				}
				finally {
					this.callbacks.called("slow-callable", "completion");
				}
				return "late";
			};
		}

		@TracedAgent(name = "slow-task")
		@GetMapping("/slow-task")
		WebAsyncTask<String> slowTask() {
			WebAsyncTask<String> task = new WebAsyncTask<>(1L, () -> {
				new CountDownLatch(1).await(30, TimeUnit.SECONDS);
				return "late";
			});
			task.onTimeout(() -> {
				this.callbacks.called("slow-task", "timeout");
				return "sorry";
			});
			task.onCompletion(() -> this.callbacks.called("slow-task", "completion"));
			return task;
		}

		@TracedAgent(name = "slow-wrapped")
		@GetMapping("/slow-wrapped")
		Callable<String> slowWrapped() {
			return () -> interrupted("slow-wrapped");
		}

		@TracedAgent(name = "slow-wrapped-task")
		@GetMapping("/slow-wrapped-task")
		WebAsyncTask<String> slowWrappedTask() {
			WebAsyncTask<String> task = new WebAsyncTask<>(1L, () -> interrupted("slow-wrapped-task"));
			task.onTimeout(() -> "sorry");
			return task;
		}

		@TracedAgent(name = "slow-body")
		@GetMapping("/slow-body")
		StreamingResponseBody slowBody() {
			return (output) -> interrupted("slow-body");
		}

		@TracedAgent(name = "slow-body-entity")
		@GetMapping("/slow-body-entity")
		ResponseEntity<StreamingResponseBody> slowBodyEntity() {
			return ResponseEntity.ok((output) -> interrupted("slow-body-entity"));
		}

		/** As clients of models do, which declare no {@link InterruptedException}. */
		private String interrupted(String path) {
			this.callbacks.called(path, "timeout");
			try {
				new CountDownLatch(1).await(30, TimeUnit.SECONDS);
				return "late";
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("No answer", ex);
			}
			finally {
				this.callbacks.called(path, "completion");
			}
		}

		@TracedAgent(name = "endless-events")
		@GetMapping("/endless-events")
		SseEmitter endlessEvents() {
			SseEmitter emitter = new SseEmitter();
			run(() -> {
				emitter.send("Hel");
				// What is sent before MVC takes the emitter is kept, and this has no end.
				this.callbacks.await("endless-events", "read");
				while (true) {
					emitter.send("lo!".repeat(10_000));
				}
			});
			return emitter;
		}

	}

	@FunctionalInterface
	interface Work {

		void run() throws Exception;

	}

}
