package dev.gai.braintrust.springai;

import java.util.List;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import dev.gai.braintrust.usage.CompletedCall;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One stream of chunks that more than one request to a model has fed.
 */
class StreamWatchTests {

	private final Traces traces = new Traces();

	@Test
	void countsTheRequestThatFailedBeforeAnotherTookItsPlace() {
		StreamWatch watch = new StreamWatch(null);
		request(watch, "first", new IllegalStateException("busy"));
		ForeignSpan second = request(watch, "second", null);
		watch.chunk(new ChatResponse(List.of(new Generation(new AssistantMessage("Hello")))));

		watch.ended(true);

		assertThat(this.traces.calls()).extracting(CompletedCall::model).containsExactly("first", "second");
		assertThat(second.elements()).hasSize(1);
	}

	@Test
	void countsARequestOnce() {
		StreamWatch watch = new StreamWatch(null);
		ForeignSpan span = request(watch, "only", null);
		watch.watch(span);

		watch.ended(true);
		watch.ended(true);

		assertThat(this.traces.calls()).hasSize(1);
	}

	private ForeignSpan request(StreamWatch watch, String model, Throwable error) {
		ForeignSpan span = this.traces.tracer()
			.starter()
			.observe(new Observation.Context(), new SpanSpec(SpanType.LLM, "", null, "spring-ai", Capture.INHERIT),
					null, (request) -> request.model(model));
		Span started = this.traces.otel().nextSpan();
		span.startWith(started::start);
		watch.watch(span);
		span.completed(null, error);
		span.endWith(this.traces.otel(), started, started::end);
		return span;
	}

}
