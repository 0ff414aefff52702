package dev.gai.braintrust.aspect;

import java.util.List;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.LlmContext;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class LlmContextTests {

	private final Traces traces = new Traces();

	@Test
	void everySpanInsideSharesWhatTheMethodSays() {
		try (AnnotationConfigApplicationContext beans = this.traces.beans(Controller.class, Steps.class)) {
			Controller controller = beans.getBean(Controller.class);
			controller.plain("s-1", 7);
			assertThat(controller.mono("s-2").block()).isEqualTo("mono");
			assertThat(controller.flux("s-3").collectList().block()).isEqualTo(List.of("flux"));
			assertThat(controller.stream("s-4").toList()).isEqualTo(List.of("stream"));
			beans.getBean(Steps.class).step("outside");
		}
		assertThat(this.traces.spans()).extracting((span) -> span.metadata("session_id"))
			.containsExactly("s-1", "s-2", "s-3", "s-4", null);
		assertThat(this.traces.spans().get(0).metadata("user_id")).isEqualTo("7");
		assertThat(this.traces.spans().get(0).metadata("size")).isEqualTo(7);
		assertThat(this.traces.spans().get(0).record().labels().tags()).containsExactly("web");
	}

	@Test
	void aTemplateThatFailsLeavesOutOneAttribute() {
		try (AnnotationConfigApplicationContext beans = this.traces.beans(Controller.class, Steps.class)) {
			assertThat(beans.getBean(Controller.class).broken("u")).isEqualTo("broken");
		}
		assertThat(this.traces.only().metadata("session_id")).isNull();
		assertThat(this.traces.only().metadata("user_id")).isEqualTo("u");
	}

	static class Controller {

		private final Steps steps;

		Controller(Steps steps) {
			this.steps = steps;
		}

		@LlmContext(session = "#{#session}", user = "#{#size}", metadata = "size=#{#size}", tags = "web")
		String plain(String session, int size) {
			return this.steps.step("plain");
		}

		@LlmContext(session = "#{#session}")
		Mono<String> mono(String session) {
			return Mono.fromSupplier(() -> this.steps.step("mono"));
		}

		@LlmContext(session = "#{#session}")
		Flux<String> flux(String session) {
			return Flux.defer(() -> Flux.just(this.steps.step("flux")));
		}

		@LlmContext(session = "#{#session}")
		Stream<String> stream(String session) {
			return Stream.of("stream").map(this.steps::step);
		}

		@LlmContext(session = "#{#user.nothing}", user = "#{#user}")
		String broken(String user) {
			return this.steps.step("broken");
		}

	}

	static class Steps {

		@AgentStep
		String step(String text) {
			return text;
		}

	}

}
