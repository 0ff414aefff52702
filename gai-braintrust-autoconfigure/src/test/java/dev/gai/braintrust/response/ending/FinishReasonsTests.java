package dev.gai.braintrust.response.ending;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FinishReasonsTests {

	@ParameterizedTest
	@CsvSource({ "STOP,stop", "end_turn,stop", "stop_sequence,stop", "max_tokens,length", "MAX_TOKENS,length",
			"LENGTH,length", "max_output_tokens,length", "tool_use,tool_calls", "TOOL_CALLS,tool_calls",
			"function_call,tool_calls", "content_filter,content_filter", "SAFETY,content_filter",
			"refusal,content_filter" })
	void translatesTheReasonsOfProviders(String reason, String expected) {
		assertThat(FinishReasons.normalize(reason)).isEqualTo(expected);
	}

	@Test
	void passesAnUnknownReasonInLowerCase() {
		assertThat(FinishReasons.normalize("PAUSE_Turn")).isEqualTo("pause_turn");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "  " })
	void readsABlankReasonAsNone(String reason) {
		assertThat(FinishReasons.normalize(reason)).isNull();
	}

}
