package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageCarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UsageCarrierReaderTests {

	private static final Usage USAGE = Usage.builder().input(3L).output(4L).build();

	private final ResponseReaders readers = new ResponseReaders(ResponseReaders.builtIn());

	@Test
	void readsTextAsAnAnswerOfTheAssistant() {
		LlmResponse response = this.readers.read(new Answer(USAGE, "m-1", "MAX_TOKENS", "hello"));
		assertThat(response).isEqualTo(
				LlmResponse.builder().model("m-1").usage(USAGE).choice("length", Message.assistant("hello")).build());
	}

	@Test
	void keepsTheFinishReasonOfOtherOutput() {
		LlmResponse response = this.readers.read(new Answer(USAGE, null, "END_TURN", Map.of("a", 1)));
		assertThat(response)
			.isEqualTo(LlmResponse.builder().usage(USAGE).finishReason("stop").output(Map.of("a", 1)).build());
	}

	@Test
	void leavesTheOutputToTheObjectItselfWhereItHasNone() {
		LlmResponse response = this.readers.read(new Answer(USAGE, null, "stop", null));
		assertThat(response).isEqualTo(LlmResponse.builder().usage(USAGE).finishReason("stop").build());
	}

	@Test
	void keepsTheTextOfAStreamThatEndsWithItsUsage() {
		LlmResponse response = this.readers
			.readAll(List.of(new Answer(null, null, "stop", "hello"), new Answer(USAGE, null, null, null)));
		assertThat(response)
			.isEqualTo(LlmResponse.builder().usage(USAGE).choice("stop", Message.assistant("hello")).build());
	}

	@Test
	void readsTheOutputsOfAStreamAsAList() {
		LlmResponse response = this.readers
			.readAll(List.of(new Answer(null, null, null, 1), new Answer(USAGE, null, "stop", 2)));
		assertThat(response)
			.isEqualTo(LlmResponse.builder().usage(USAGE).finishReason("stop").output(List.of(1, 2)).build());
	}

	@Test
	void readsACarrierThatKnowsItsUsageOnly() {
		UsageCarrier carrier = () -> USAGE;
		assertThat(this.readers.read(carrier)).isEqualTo(LlmResponse.builder().usage(USAGE).build());
	}

	@Test
	void readsACarrierThatKnowsNothing() {
		UsageCarrier carrier = () -> null;
		assertThat(this.readers.read(carrier)).isEqualTo(LlmResponse.builder().build());
	}

	@Test
	void joinsTheTextOfAStreamAndTakesTheLastUsage() {
		LlmResponse response = this.readers.readAll(List.of(new Answer(null, "m-1", null, "he"),
				new Answer(Usage.builder().input(3L).build(), null, "stop", "ll"), new Answer(USAGE, null, null, "o")));
		assertThat(response).isEqualTo(
				LlmResponse.builder().model("m-1").usage(USAGE).choice("stop", Message.assistant("hello")).build());
	}

	private record Answer(@Nullable Usage usage, @Nullable String responseModel, @Nullable String finishReason,
			@Nullable Object output) implements UsageCarrier {

	}

}
