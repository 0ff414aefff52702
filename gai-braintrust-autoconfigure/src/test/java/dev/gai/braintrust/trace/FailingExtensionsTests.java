package dev.gai.braintrust.trace;

import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.testing.Traces;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What an application plugs in may fail; its own calls must not notice.
 */
class FailingExtensionsTests {

	private final AtomicInteger runs = new AtomicInteger();

	@AfterEach
	void nothingIsLeftOnTheThread() {
		assertThat(Context.current()).isSameAs(Context.root());
	}

	@ParameterizedTest
	@EnumSource
	void runsTheCallOnceAndRecordsItWhateverAHandlerDoes(Moment moment) {
		Traces traces = new Traces();
		traces.registry().observationConfig().observationHandler(new FailingHandler(moment));

		assertThat(traces.tracer().tool("t").<String, RuntimeException>call((span) -> {
			this.runs.incrementAndGet();
			assertThat(GenAiSpan.current().spanId()).isEqualTo(span.spanId()).isNotNull();
			return "result";
		})).isEqualTo("result");

		assertThat(this.runs).hasValue(1);
		assertThat(traces.only().output()).isEqualTo("result");
		assertThat(traces.registry().getCurrentObservationScope()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void passesTheErrorOfTheCallWhateverAHandlerDoes(Moment moment) {
		Traces traces = new Traces();
		traces.registry().observationConfig().observationHandler(new FailingHandler(moment));
		IllegalStateException error = new IllegalStateException("own");

		assertThatIllegalStateException().isThrownBy(() -> traces.tracer().tool("t").run((span) -> {
			throw error;
		})).isSameAs(error);

		assertThat(traces.only().record().error()).isSameAs(error);
		assertThat(traces.registry().getCurrentObservationScope()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void deliversEveryElementWhateverAHandlerDoes(Moment moment) {
		Traces traces = new Traces();
		traces.registry().observationConfig().observationHandler(new FailingHandler(moment));
		assertThat(traces.tracer()
			.tool("t")
			.<Flux<String>, RuntimeException>call((span) -> Flux.just("a", "b"))
			.collectList()
			.block()).containsExactly("a", "b");
		assertThat(traces.only().output()).isEqualTo("ab");
	}

	@Test
	void toleratesAHandlerThatFailsBeforeOurs() {
		Traces traces = new Traces();
		Traces later = new Traces();
		traces.registry().observationConfig().observationHandler(new FailingHandler(Moment.START));
		traces.registry().observationConfig().observationHandler(new GenAiTracingObservationHandler(later.otel()));
		assertThat(traces.tracer().tool("t").<String, RuntimeException>call((span) -> "result")).isEqualTo("result");
		assertThat(later.spans()).isEmpty();
	}

	@Test
	void toleratesFailingReaders() {
		Traces traces = new Traces(new FailingReader(false), new FailingReader(true));
		assertThat(traces.tracer().tool("t").<String, RuntimeException>call((span) -> "result")).isEqualTo("result");
		assertThat(traces.only().output()).isEqualTo("result");
	}

	@Test
	void toleratesFailingFiltersAndPredicates() {
		Traces filtered = new Traces();
		filtered.registry().observationConfig().observationFilter((context) -> {
			throw new IllegalStateException("filter");
		});
		assertThat(filtered.tracer().tool("t").<String, RuntimeException>call((span) -> "result")).isEqualTo("result");
		assertThat(filtered.only().output()).isEqualTo("result");

		Traces refused = new Traces();
		refused.registry().observationConfig().observationPredicate((name, context) -> {
			throw new IllegalStateException("predicate");
		});
		assertThat(refused.tracer().tool("t").<String, RuntimeException>call((span) -> "result")).isEqualTo("result");
		assertThat(refused.spans()).isEmpty();
	}

	@Test
	void leavesTheSpanAroundCurrentWhereOursAreSwitchedOff() {
		Traces traces = new Traces();
		traces.registry().observationConfig().observationPredicate((name, context) -> !name.equals("gai.step"));
		traces.tracer().agent("a").run((agent) -> traces.tracer().step("off").run((step) -> {
			step.metadata("lost", 1);
			assertThat(GenAiSpan.current().spanId()).isEqualTo(agent.spanId());
			traces.tracer().tool("t").run((tool) -> {
			});
		}));
		assertThat(traces.names()).containsExactly("execute_tool t", "invoke_agent a");
		assertThat(traces.named("execute_tool t").parentId()).isEqualTo(traces.named("invoke_agent a").id());
		assertThat(traces.named("invoke_agent a").metadata("lost")).isNull();
	}

	enum Moment {

		START, STOP, SCOPE_OPENED, SCOPE_CLOSED, ERROR

	}

	private record FailingHandler(Moment moment) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			failAt(Moment.START);
		}

		@Override
		public void onStop(Observation.Context context) {
			failAt(Moment.STOP);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			failAt(Moment.SCOPE_OPENED);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			failAt(Moment.SCOPE_CLOSED);
		}

		@Override
		public void onError(Observation.Context context) {
			failAt(Moment.ERROR);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private void failAt(Moment current) {
			if (this.moment == current) {
				throw new IllegalStateException("handler");
			}
		}

	}

	private record FailingReader(boolean early) implements ResponseReader<Object> {

		@Override
		public Class<Object> responseType() {
			if (this.early) {
				throw new IllegalStateException("type");
			}
			return Object.class;
		}

		@Override
		public LlmResponse read(Object response) {
			throw new IllegalStateException("reader");
		}

	}

}
