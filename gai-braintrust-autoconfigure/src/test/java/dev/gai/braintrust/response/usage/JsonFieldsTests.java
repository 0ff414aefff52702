package dev.gai.braintrust.response.usage;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which fields of JSON say something.
 */
class JsonFieldsTests {

	private final JsonFields fields = new JsonFields(Set.of("refusal", "logprobs"));

	@ParameterizedTest
	@ValueSource(strings = { "{\"logprobs\":{\"content\":[]}}", "{\"a\":null,\"logprobs\": [ 1]}",
			"[{\"logprobs\":\n\t\"x\"}]", "{\"logprobs\":true}", "{\"logprobs\":2}",
			"{\"a\":\"\\\"logprobs\\\":\",\"logprobs\":[[]]}" })
	void areFound(String json) {
		assertThat(this.fields.areIn(json)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{\"logprobs\":", "{\"logprobs\":[", "{\"logprobs\":null,\"refusal\":\"\"}",
			"{\"logprobs\":[ ]}", "{\"logprobs\": { }}", "{\"logprobs\":false}", "{\"logprobs\":0}", "\":1",
			"{\"logprobs2\":[1],\"my_logprobs\":[1]}", "{\"a\":\"logprobs\"}", "{\"a\":\"{\\\"logprobs\\\":[1]}\"}" })
	void areNotFoundWhereTheySayNothing(String json) {
		assertThat(this.fields.areIn(json)).isFalse();
	}

}
