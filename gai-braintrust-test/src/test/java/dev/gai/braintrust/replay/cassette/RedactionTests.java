package dev.gai.braintrust.replay.cassette;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is not compared, wherever it stands in a body.
 */
class RedactionTests {

	@ParameterizedTest
	@ValueSource(strings = { "$.messages[*].id", "$..id", "$.messages[0].id", "$['messages'][*]['id']",
			"$.messages[?(@.role == 'user')].id" })
	void leavesOutWhatAPathNames(String path) {
		Redaction redaction = new Redaction(List.of(path));

		CassetteRequest recorded = redaction.apply(request("m-1"));
		CassetteRequest asked = redaction.apply(request("m-2"));

		assertThat(Differences.between(recorded, asked)).isEmpty();
		assertThat(String.valueOf(recorded.json())).contains("[ignored]", "Who?").doesNotContain("m-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "$.user", "$.messages[1].id", "$.messages[*].none" })
	void comparesWhatNoPathNames(String path) {
		Redaction redaction = new Redaction(List.of(path));

		assertThat(Differences.between(redaction.apply(request("m-1")), redaction.apply(request("m-2"))))
			.singleElement()
			.asString()
			.contains("$.messages[0].id");
	}

	private static CassetteRequest request(String id) {
		return new CassetteRequest("POST", "/v1/chat/completions", null,
				Map.of("messages", List.of(Map.of("id", id, "role", "user", "content", "Who?"))), null, null, null,
				null);
	}

}
