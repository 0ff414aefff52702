package dev.gai.braintrust.aspect;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.SpanResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Types that an application has made for the JSON of its provider say what that says.
 */
@Tag("thorough")
class OwnAnswerTypesTests {

	private static final Completion PARIS = new Completion("c1", "gpt-4o-mini",
			List.of(new Choice(0, new Said("assistant", "Paris"), null, "stop")), new Tokens(9, 1, 10));

	private final Traces traces = new Traces();

	private ConfigurableApplicationContext context;

	private Model model;

	@BeforeEach
	void start() {
		this.context = this.traces.beans(Model.class);
		this.model = this.context.getBean(Model.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void areReadAsAnswers() {
		this.model.answer(PARIS);
		this.model.answer(ResponseEntity.ok(PARIS));

		assertThat(this.traces.spans()).hasSize(2).allSatisfy((span) -> {
			SpanResponse response = span.record().response();
			assertThat(response.choices()).hasSize(1);
			assertThat(response.choices().get(0).message()).isEqualTo(Message.assistant("Paris"));
			assertThat(response.finishReason()).isEqualTo("stop");
			assertThat(response.model()).isEqualTo("gpt-4o-mini");
			assertThat(response.id()).isEqualTo("c1");
			assertThat(response.usage()).isNotNull();
			assertThat(response.usage().input()).isEqualTo(9);
			assertThat(response.output()).isNull();
		});
	}

	@Test
	void areReadAsPiecesOfAStream() {
		this.model.stream(Flux.just(piece("Par", null), piece("is", null), piece(null, "stop"))).blockLast();

		SpanResponse response = this.traces.only().record().response();
		assertThat(response.choices().get(0).message()).isEqualTo(Message.assistant("Paris"));
		assertThat(response.finishReason()).isEqualTo("stop");
	}

	@Test
	void areErrorsWhereTheModelStoppedBecauseOfOne() {
		this.model.answer(new Completion("c1", "m", List.of(new Choice(0, new Said("assistant", "Pa"), null, "error")),
				new Tokens(9, 1, 10)));

		assertThat(this.traces.only().record().error()).isInstanceOf(AnsweredErrorException.class);
		assertThat(this.traces.only().record().response().choices()).hasSize(1);
	}

	@Test
	void areErrorsWhereTheySaySo() {
		this.model.answer(new Refused(Map.of("message", "No", "code", "rate_limit_exceeded")));

		assertThat(this.traces.only().record().errorClassification().category()).isEqualTo(ErrorCategory.RATE_LIMITED);
		assertThat(this.traces.only().output()).isNotNull();
	}

	@ParameterizedTest
	@MethodSource
	void areWhatTheyAreWhereTheyAreNoAnswers(Object own) {
		this.model.answer(own);

		assertThat(this.traces.only().record().response().choices()).isEmpty();
		assertThat(this.traces.only().output()).isNotNull();
		assertThat(this.traces.only().record().error()).isNull();
	}

	static List<Object> areWhatTheyAreWhereTheyAreNoAnswers() {
		return List.of(new Quiz("Capital?", List.of("Paris", "Oslo")), new Refusal("No such order", 404),
				new Said("assistant", "Hi"));
	}

	private static Completion piece(@Nullable String text, @Nullable String reason) {
		return new Completion("c1", "m", List.of(new Choice(0, null, new Said("assistant", text), reason)), null);
	}

	record Completion(String id, String model, List<Choice> choices, @Nullable Tokens usage) {

	}

	record Choice(int index, @Nullable Said message, @Nullable Said delta,
			@JsonProperty("finish_reason") @Nullable String finishReason) {

	}

	record Said(String role, @Nullable String content) {

	}

	record Tokens(@JsonProperty("prompt_tokens") int input, @JsonProperty("completion_tokens") int output,
			@JsonProperty("total_tokens") int total) {

	}

	record Quiz(String question, List<String> choices) {

	}

	record Refusal(String message, int status) {

	}

	record Refused(Map<String, String> error) {

	}

	static class Model {

		@TracedLlmCall(provider = "p", model = "gpt-4o-mini")
		Object answer(Object answer) {
			return answer;
		}

		@TracedLlmCall(provider = "p", model = "gpt-4o-mini")
		Flux<Completion> stream(Flux<Completion> pieces) {
			return pieces;
		}

	}

}
