package dev.gai.braintrust.trace;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.langchain4j.LangChain4jBeanPostProcessor;
import dev.gai.braintrust.springai.SpringAiObservationHandler;
import dev.gai.braintrust.springai.bean.AdvisorNames;
import dev.gai.braintrust.springai.http.HttpExchanges;
import dev.gai.braintrust.trace.ThrowingApplication.Evil;
import dev.gai.braintrust.trace.ThrowingApplication.EvilMessages;
import dev.gai.braintrust.trace.ThrowingApplication.Setup;
import dev.gai.braintrust.trace.ThrowingApplication.UnspeakableException;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.micrometer.observation.Observation;
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
				ThrowingApplication.sneak(ex);
			}
			return RESPONSE;
		}

	}

}
