package dev.gai.braintrust.trace;

import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.error.ErrorClassifier;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.langchain4j.LangChain4jBeanPostProcessor;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.springai.SpringAiObservationHandler;
import dev.gai.braintrust.springai.bean.AdvisorNames;
import dev.gai.braintrust.springai.http.HttpExchanges;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageCarrier;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Everything that an application plugs in throws, anything there is to throw, through
 * every door: the call has its result or its own exception, and nothing is left on the
 * thread.
 */
@Tag("thorough")
class ThrowingExtensionsTests {

	@AfterEach
	void nothingIsLeftOnTheThread() {
		assertThat(Context.current()).isSameAs(Context.root());
		assertThat(Thread.interrupted()).isFalse();
	}

	@ParameterizedTest(name = "{0} through {1}")
	@MethodSource("throwablesThroughDoors")
	void passesTheResultOn(Throwable thrown, Door door) throws Exception {
		Setup setup = new Setup(thrown);
		Evil result = new Evil(thrown);

		assertThat(door.call(setup, () -> result)).isSameAs((door.result() != null) ? door.result() : result);

		assertThat(setup.traces.registry().getCurrentObservationScope()).isNull();
		assertThat(setup.traces.spans()).isNotEmpty();
	}

	@ParameterizedTest(name = "{0} through {1}")
	@MethodSource("throwablesThroughDoors")
	void passesTheExceptionOfTheCallOn(Throwable thrown, Door door) {
		Setup setup = new Setup(thrown);
		UnspeakableException own = new UnspeakableException(thrown);

		assertThat(catchThrowable(() -> door.call(setup, () -> {
			throw own;
		}))).isSameAs(own);

		assertThat(setup.traces.registry().getCurrentObservationScope()).isNull();
		assertThat(setup.traces.spans()).isNotEmpty();
	}

	static Stream<Arguments> throwablesThroughDoors() {
		return throwables().flatMap((thrown) -> Stream.of(Door.values()).map((door) -> Arguments.of(thrown, door)));
	}

	@SuppressWarnings("removal")
	private static Stream<Throwable> throwables() {
		return Stream.of(new IllegalStateException("state"), new Exception("checked"), new AssertionError("assertion"),
				new StackOverflowError("stack"), new NoClassDefFoundError("Missing"), new OutOfMemoryError("array"),
				new ThreadDeath(), new Error("error"), new Throwable("throwable"));
	}

	@SuppressWarnings("unchecked")
	private static <T, X extends Throwable> T sneak(Throwable thrown) throws X {
		throw (X) thrown;
	}

	/**
	 * Tracing in which everything throws.
	 */
	private static final class Setup {

		private final Traces traces;

		private final Throwable thrown;

		Setup(Throwable thrown) {
			this.thrown = thrown;
			ErrorClassifier classifier = (error) -> sneak(thrown);
			this.traces = new Traces(List.of((call) -> sneak(thrown)),
					(settings) -> settings.withCosts(new ThrowingCosts(thrown))
						.with(List.of((record) -> sneak(thrown)), settings.gates())
						.withErrors(new ErrorClassifiers(List.of(classifier))),
					new ThrowingReader(thrown));
			this.traces.registry()
				.observationConfig()
				.observationHandler(new ThrowingHandler(thrown))
				.observationFilter((context) -> sneak(thrown));
		}

		GenAiCall call() {
			return this.traces.tracer()
				.llm("openai", "gpt-4o")
				.input(new Evil(this.thrown))
				.metadata("evil", new Evil(this.thrown))
				.retry(LlmRetryPolicy.attempts(2))
				.messages(new EvilMessages(this.thrown))
				.with((span) -> span.metadata("first", 1))
				.with((span) -> sneak(this.thrown));
		}

	}

	/**
	 * The ways in which calls come in.
	 */
	enum Door {

		CALL {
			@Override
			@Nullable Object call(Setup setup, Callable<Object> work) throws Exception {
				return setup.call().<Object, Exception>call((span) -> {
					span.messages(new EvilMessages(setup.thrown)).output(new Evil(setup.thrown));
					return work.call();
				});
			}
		},

		FUTURE {
			@Override
			@Nullable Object call(Setup setup, Callable<Object> work) throws Exception {
				return setup.call()
					.<CompletableFuture<Object>, Exception>call(
							(span) -> CompletableFuture.completedFuture(work.call()))
					.get();
			}
		},

		MONO {
			@Override
			@Nullable Object call(Setup setup, Callable<Object> work) throws Exception {
				return setup.call().<Mono<Object>, Exception>call((span) -> Mono.fromCallable(work)).block();
			}
		},

		FLUX {
			@Override
			@Nullable Object call(Setup setup, Callable<Object> work) throws Exception {
				return setup.call()
					.<Flux<Object>, Exception>call((span) -> Flux.from(Mono.fromCallable(work)))
					.blockLast();
			}
		},

		STREAM {
			@Override
			@Nullable Object call(Setup setup, Callable<Object> work) throws Exception {
				return setup.call()
					.<Stream<Object>, Exception>call((span) -> Stream.of(work.call()))
					.reduce((first, last) -> last)
					.orElseThrow();
			}
		},

		METHOD {
			@Override
			@Nullable Object call(Setup setup, Callable<Object> work) throws Exception {
				try (AnnotationConfigApplicationContext context = setup.traces.beans(Annotated.class)) {
					return context.getBean(Annotated.class).call(work, new Evil(setup.thrown));
				}
			}
		},

		TOOL_METHOD {
			@Override
			@Nullable Object call(Setup setup, Callable<Object> work) throws Exception {
				try (AnnotationConfigApplicationContext context = setup.traces.beans(Annotated.class)) {
					return context.getBean(Annotated.class).tool(work, new Evil(setup.thrown));
				}
			}
		},

		SPRING_AI {
			@Override
			@Nullable Object call(Setup setup, Callable<Object> work) throws Exception {
				ObservationRegistry registry = ObservationRegistry.create();
				registry.observationConfig()
					.observationHandler(new SpringAiObservationHandler(setup.traces.otel(), setup.traces::tracer,
							getClass().getClassLoader(), new HttpExchanges(), new AdvisorNames()));
				return Observation.createNotStarted("gen_ai.client.operation",
						() -> ChatModelObservationContext.builder().prompt(new Prompt("hi")).provider("openai").build(),
						registry)
					.observeChecked(work::call);
			}
		},

		LANGCHAIN4J {
			@Override
			Object call(Setup setup, Callable<Object> work) throws Exception {
				ChatModel model = (ChatModel) new LangChain4jBeanPostProcessor(setup.traces::tracer, (tools) -> tools)
					.postProcessAfterInitialization(new Model(work), "model");
				return model.chat(ChatRequest.builder().messages(UserMessage.from("hi")).build());
			}

			@Override
			Object result() {
				return Model.RESPONSE;
			}
		};

		abstract @Nullable Object call(Setup setup, Callable<Object> work) throws Exception;

		@Nullable Object result() {
			return null;
		}

	}

	static class Annotated {

		@TracedLlmCall(model = "#{#evil.toString()}", metadata = { "a=#{#evil}", "b=#{#result}" })
		Object call(Callable<Object> work, Evil evil) throws Exception {
			return work.call();
		}

		@AgentTool(name = "#{#evil.value}")
		Object tool(Callable<Object> work, Evil evil) throws Exception {
			return work.call();
		}

	}

	static class Model implements ChatModel {

		static final ChatResponse RESPONSE = ChatResponse.builder().aiMessage(AiMessage.from("hello")).build();

		private final Callable<Object> work;

		Model(Callable<Object> work) {
			this.work = work;
		}

		@Override
		public ChatResponse chat(ChatRequest request) {
			try {
				this.work.call();
			}
			catch (Exception ex) {
				sneak(ex);
			}
			return RESPONSE;
		}

	}

	/**
	 * An argument and a result that cannot be looked at.
	 */
	static final class Evil implements UsageCarrier {

		private final Throwable thrown;

		Evil(Throwable thrown) {
			this.thrown = thrown;
		}

		public String getValue() {
			return sneak(this.thrown);
		}

		@Override
		public Usage usage() {
			return sneak(this.thrown);
		}

		@Override
		public Object output() {
			return sneak(this.thrown);
		}

		@Override
		public String toString() {
			return sneak(this.thrown);
		}

		@Override
		public int hashCode() {
			return sneak(this.thrown);
		}

	}

	private static final class EvilMessages extends AbstractList<Message> {

		private final Throwable thrown;

		EvilMessages(Throwable thrown) {
			this.thrown = thrown;
		}

		@Override
		public Message get(int index) {
			return sneak(this.thrown);
		}

		@Override
		public int size() {
			return 1;
		}

	}

	private static final class UnspeakableException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient Supplier<String> text;

		UnspeakableException(Throwable thrown) {
			this.text = () -> sneak(thrown);
		}

		@Override
		public String getMessage() {
			return this.text.get();
		}

		@Override
		public synchronized Throwable getCause() {
			this.text.get();
			return null;
		}

	}

	private record ThrowingCosts(Throwable thrown) implements CostCalculator {

		@Override
		public Optional<Cost> cost(@Nullable String provider, String model, Usage usage, Instant at) {
			return sneak(this.thrown);
		}

	}

	private record ThrowingReader(Throwable thrown) implements ResponseReader<Object> {

		@Override
		public Class<Object> responseType() {
			return Object.class;
		}

		@Override
		public LlmResponse read(Object response) {
			return sneak(this.thrown);
		}

	}

	private record ThrowingHandler(Throwable thrown) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public void onError(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public void onStop(Observation.Context context) {
			sneak(this.thrown);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof GenAiObservationContext;
		}

	}

}
