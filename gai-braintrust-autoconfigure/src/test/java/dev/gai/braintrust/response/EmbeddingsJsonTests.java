package dev.gai.braintrust.response;

import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddingsJsonTests {

	@Test
	void countsTheVectorsAndKeepsNone() {
		LlmResponse response = OpenAiJson.read("""
				{"object":"list","model":"text-embedding-3-small","data":[
				{"object":"embedding","index":0,"embedding":[0.1,0.2]},
				{"object":"embedding","index":1,"embedding":"AACAPwAAAEA="}],
				"usage":{"prompt_tokens":8,"total_tokens":8}}""");
		assertThat(response).isEqualTo(LlmResponse.builder()
			.model("text-embedding-3-small")
			.embeddings(2)
			.usage(Usage.builder().input(8L).build())
			.build());
	}

	@Test
	void takesTheTotalAsInputWhenThereIsNothingElse() {
		LlmResponse response = OpenAiJson
			.read("{\"object\":\"list\",\"data\":[{\"embedding\":[1]}],\"usage\":{\"total_tokens\":3}}");
		assertThat(response.usage()).isEqualTo(Usage.builder().input(3L).build());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"object\":\"list\",\"data\":[]}", "{\"object\":\"list\",\"data\":[{\"id\":\"gpt-4o\"}]}",
					"{\"data\":[{\"embedding\":[1]}]}", "{\"object\":\"list\",\"data\":[{\"embedding\":7}]}",
					"{\"object\":\"list\",\"data\":{\"embedding\":[1]}}" })
	void leavesOtherListsAlone(String json) {
		assertThat(OpenAiJson.read(json)).isNull();
	}

}
