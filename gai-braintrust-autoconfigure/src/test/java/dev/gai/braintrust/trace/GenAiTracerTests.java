package dev.gai.braintrust.trace;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageCarrier;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GenAiTracerTests {

	private final Traces traces = new Traces();

	@Test
	void namesEachKindOfSpan() {
		GenAiTracer tracer = this.traces.tracer();
		for (GenAiCall call : List.of(tracer.llm("p", "m"), tracer.embeddings("p", "e"), tracer.agent("a"),
				tracer.step("s"), tracer.tool("t"), tracer.span("x"), tracer.llm(null, null),
				tracer.llm("p", "m").operation("text_completion"))) {
			call.run((span) -> {
			});
		}
		assertThat(this.traces.names()).containsExactly("chat m", "embeddings e", "invoke_agent a", "step s",
				"execute_tool t", "x", "chat", "text_completion m");
	}

	@Test
	void writesTheRequest() {
		assertThat(this.traces.tracer()
			.llm("groq", "m")
			.messages(List.of(Message.user("hi")))
			.temperature(0.2)
			.maxTokens(9)
			.metadata("k", 1)
			.with((span) -> span.tag("t"))
			.<String, RuntimeException>call((span) -> "answer")).isEqualTo("answer");
		var span = this.traces.only();
		assertThat(span.input()).isEqualTo(List.of(Map.of("role", "user", "content", "hi")));
		assertThat(span.record().request().parameters()).isEqualTo(Map.of("temperature", 0.2, "max_tokens", 9L));
		assertThat(span.metadata("k")).isEqualTo(1);
		assertThat(span.output()).isEqualTo("answer");
		assertThat(span.record().instrumentation()).isEqualTo("manual");
	}

	@Test
	void passesCheckedExceptionsUnchanged() {
		IOException error = new IOException("gone");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.traces.tracer().tool("t").call((span) -> {
			throw error;
		})).isSameAs(error);
		assertThat(this.traces.only().record().error()).isSameAs(error);
	}

	@Test
	void capturesNoContentWhereToldSo() {
		this.traces.tracer().tool("t").capture(Capture.NONE).input("in").call((span) -> "out");
		assertThat(this.traces.only().input()).isNull();
		assertThat(this.traces.only().output()).isNull();
		assertThat(this.traces.only().record().errorTextCaptured()).isFalse();
	}

	@Test
	void handsOutASpanToEnd() {
		ActiveSpan active = this.traces.tracer().step("s").start();
		assertThat(GenAiSpan.current().spanId()).isNull();
		Scopes.inside(active.observation(),
				() -> assertThat(GenAiSpan.current().spanId()).isEqualTo(active.span().spanId()));
		active.element("a");
		active.completed();
		active.failed(new IllegalStateException());
		active.cancelled();
		assertThat(this.traces.only().output()).isEqualTo("a");
		assertThat(this.traces.only().record().error()).isNull();
		assertThat(this.traces.only().record().failure().cancelled()).isFalse();
	}

	@Test
	void endsASpanOnceHoweverManyTry() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			for (int i = 0; i < 50; i++) {
				this.traces.spans().clear();
				ActiveSpan agent = this.traces.tracer().agent("a").start();
				ActiveSpan step = Scopes.inside(agent.observation(), () -> this.traces.tracer().step("s").start());
				CountDownLatch together = new CountDownLatch(4);
				List<Callable<Object>> ends = Stream
					.<Runnable>of(step::completed, () -> step.completed("v"), step::cancelled,
							() -> step.failed(new IllegalStateException()))
					.<Callable<Object>>map((end) -> () -> {
						together.countDown();
						together.await(10, TimeUnit.SECONDS);
						end.run();
						return null;
					})
					.toList();
				executor.invokeAll(ends);
				agent.completed(null);
				assertThat(this.traces.names()).containsExactly("step s", "invoke_agent a");
				assertThat(this.traces.named("invoke_agent a").metadata("agent.steps_executed")).isEqualTo(1);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void marksACancelledAgent() {
		ActiveSpan agent = this.traces.tracer().agent("a").start();
		agent.cancelled();
		assertThat(this.traces.only().record().failure().cancelled()).isTrue();
		assertThat(this.traces.only().metadata("agent.task_completed")).isEqualTo(false);
		assertThat(this.traces.only().metadata("agent.steps_executed")).isEqualTo(0);
	}

	@Test
	void doesNotMistakeAThrownCancellationForSuccess() {
		assertThatExceptionOfType(CancellationException.class)
			.isThrownBy(() -> this.traces.tracer().agent("a").run((span) -> {
				throw new CancellationException();
			}));
		assertThat(this.traces.only().metadata("agent.task_completed")).isEqualTo(false);
	}

	@Test
	void keepsFinishReasonAndOutputOfACarrier() {
		Usage usage = Usage.builder().input(1L).output(2L).build();
		this.traces.tracer().llm("p", "m").call((span) -> new Extracted(usage, "END_TURN", Map.of("name", "Ann")));
		assertThat(this.traces.only().record().response().finishReason()).isEqualTo("stop");
		assertThat(this.traces.only().record().response().usage()).isEqualTo(usage);
		assertThat(this.traces.only().output()).isEqualTo(Map.of("name", "Ann"));
	}

	@Test
	void worksWithoutAnyRegistry() {
		GenAiTracer tracer = new GenAiTracer(ObservationRegistry.NOOP,
				new SpanSettings(true, true, 10, new ContentSnapshots(JsonMapper.builder().build()),
						new ResponseReaders(List.of()), (traceId, spanId) -> null));
		Object untouched = new Object() {

			@Override
			public String toString() {
				throw new IllegalStateException("read although nothing is recorded");
			}

		};
		assertThat(tracer.tool("t").input(untouched).<Object, RuntimeException>call((span) -> {
			assertThat(span.metadata("k", untouched).spanId()).isNull();
			assertThat(GenAiSpan.current().traceId()).isNull();
			return untouched;
		})).isSameAs(untouched);
		assertThat(tracer.tool("t").<Stream<String>, RuntimeException>call((span) -> Stream.of("a")).toList())
			.containsExactly("a");
	}

	private record Extracted(Usage usage, String finishReason, Object output) implements UsageCarrier {

	}

}
