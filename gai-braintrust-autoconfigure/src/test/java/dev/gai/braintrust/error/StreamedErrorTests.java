package dev.gai.braintrust.error;

import java.util.Map;

import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.core.http.Headers;
import com.openai.errors.SseException;
import com.openai.models.ErrorObject;
import dev.langchain4j.model.anthropic.internal.api.AnthropicStreamingException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients throw for an error within a stream, whose status says OK.
 */
@Tag("thorough")
class StreamedErrorTests {

	@ParameterizedTest
	@CsvSource({ "429, RATE_LIMITED", "401, UNAUTHORIZED", "402, QUOTA_EXCEEDED", "404, NOT_FOUND",
			"502, PROVIDER_UNAVAILABLE", "7, INTERNAL", "4290, INTERNAL" })
	void countsByTheStatusThatItNames(int code, ErrorCategory expected) {
		assertThat(category(sse(Map.of("code", code, "message", "No")))).isEqualTo(expected);
		assertThat(category(sse(Map.of("code", Integer.toString(code), "message", "No")))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "model overloaded, OVERLOADED", "maximum context length is 8192, CONTEXT_LENGTH_EXCEEDED",
			"what, INTERNAL" })
	void countsByItsTextWhereItIsNothingElse(String text, ErrorCategory expected) {
		assertThat(category(sse(text))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', textBlock = """
			`{"error":{"message":"Overloaded","type":"overloaded_error"}}`, OVERLOADED
			`{"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}}`, RATE_LIMITED
			`{"error":{"code":503,"message":"No"}}`, PROVIDER_UNAVAILABLE
			`{"city":"Oslo"}`, INTERNAL
			`Response failed: Rate limit reached`, RATE_LIMITED
			`Response failed: The model failed`, PROVIDER_UNAVAILABLE
			`boom`, INTERNAL""")
	void countsByTheEventThatLangChain4jThrows(String event, ErrorCategory expected) {
		assertThat(category(new RuntimeException(event))).isEqualTo(expected);
		assertThat(category(new IllegalStateException(event))).isEqualTo(ErrorCategory.INTERNAL);
	}

	@Test
	void countsByTheTypeThatLangChain4jKeepsOfAnthropics() {
		assertThat(category(new AnthropicStreamingException("Overloaded", "overloaded_error")))
			.isEqualTo(ErrorCategory.OVERLOADED);
		assertThat(category(new AnthropicStreamingException("No", "api_error")))
			.isEqualTo(ErrorCategory.PROVIDER_UNAVAILABLE);
	}

	@SuppressWarnings("unchecked")
	private static Throwable sse(Object body) {
		JsonValue json = JsonValue.from(body);
		JsonField<ErrorObject> error = (body instanceof Map<?, ?>) ? JsonField.of(json.convert(ErrorObject.class))
				: (JsonField<ErrorObject>) (JsonField<?>) json;
		return SseException.builder().statusCode(200).headers(Headers.builder().build()).error(error).build();
	}

	private static ErrorCategory category(Throwable error) {
		return BuiltInErrorClassifier.INSTANCE.classify(error).category();
	}

}
