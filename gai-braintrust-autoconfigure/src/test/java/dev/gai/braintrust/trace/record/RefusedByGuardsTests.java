package dev.gai.braintrust.trace.record;

import java.util.Map;

import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.Test;
import org.springframework.resilience.InvocationRejectedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What guards of the application refuse has never reached a provider: it is no request,
 * although the method that stands for one has run.
 */
class RefusedByGuardsTests {

	private final Traces traces = new Traces();

	@Test
	void isNoRequest() {
		RuntimeException refused = new InvocationRejectedException("too many at once", this);

		assertThatThrownBy(() -> this.traces.tracer().llm("p", "m").run((span) -> {
			throw refused;
		})).isSameAs(refused);
		assertThatThrownBy(() -> this.traces.tracer().llm("p", "m").run((span) -> {
			throw new IllegalStateException("no answer", refused);
		})).hasCause(refused);

		assertThat(this.traces.calls()).isEmpty();
		assertThat(this.traces.spans()).hasSize(2)
			.allSatisfy((span) -> assertThat(span.record().errorClassification().category().value())
				.isEqualTo("overloaded"));
	}

	@Test
	void doesNotHideTheRequestBefore() {
		this.traces.tracer().agent("a").run((agent) -> {
			this.traces.tracer()
				.llm("p", "m")
				.call((span) -> Map.of("id", "1", "model", "m", "choices", java.util.List.of(), "usage",
						Map.of("prompt_tokens", 1, "completion_tokens", 1)));
			assertThatThrownBy(() -> this.traces.tracer().llm("p", "m").run((span) -> {
				throw new InvocationRejectedException("too many at once", this);
			})).isNotNull();
		});

		assertThat(this.traces.calls()).hasSize(1);
	}

}
