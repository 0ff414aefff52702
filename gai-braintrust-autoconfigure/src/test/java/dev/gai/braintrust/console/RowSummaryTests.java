package dev.gai.braintrust.console;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RowSummaryTests {

	private final RowSummary summaries = new RowSummary(JsonMapper.shared());

	@Test
	void saysWhatTheListNeeds() {
		Attributes attributes = Attributes.builder()
			.put("braintrust.span_attributes", "{\"type\":\"llm\",\"name\":\"Ask\"}")
			.put("braintrust.metadata",
					"{\"model\":\"m\",\"tools\":[{}],\"none\":null,\"long\":\"" + "x".repeat(500)
							+ "\",\"retry.failed_attempts\":2}")
			.put("braintrust.metrics", "{\"tokens\":7}")
			.put("braintrust.scores", "{\"accuracy\":0.5}")
			.put(AttributeKey.stringArrayKey("braintrust.tags"), List.of("beta"))
			.build();
		Map<String, Object> summary = this.summaries.of(new Row("t", "s", "p", "chat m", 1_500_000_123_456_789L,
				1_500_000_124_000_000L, "broken", attributes, Attributes.empty(), List.of()));

		assertThat(summary).containsEntry("trace", "t")
			.containsEntry("id", "s")
			.containsEntry("parent", "p")
			.containsEntry("name", "Ask")
			.containsEntry("type", "llm")
			.containsEntry("start", 1_500_000_123.456)
			.containsEntry("end", 1_500_000_124.0)
			.containsEntry("error", "broken")
			.containsEntry("metrics", Map.of("tokens", 7))
			.containsEntry("scores", Map.of("accuracy", 0.5))
			.containsEntry("tags", List.of("beta"))
			.doesNotContainKeys("input", "output");
		assertThat(summary.get("metadata")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
			.containsEntry("model", "m")
			.containsEntry("retry.failed_attempts", 2)
			.containsEntry("long", "x".repeat(200) + "…")
			.doesNotContainKeys("tools", "none");
	}

	@Test
	void namesASpanThatIsNotOurs() {
		Map<String, Object> summary = this.summaries
			.of(new Row("t", "s", null, "GET /", 0, 1, null, Attributes.empty(), Attributes.empty(), List.of()));

		assertThat(summary).containsOnlyKeys("trace", "id", "name", "type", "start", "end")
			.containsEntry("name", "GET /")
			.containsEntry("type", "task");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			[{"role":"system","content":"Be brief"},{"role":"user","content":"Hi\\n there"}] | Hi there
			[{"index":0,"message":{"role":"assistant","content":"Hello"}}]                   | Hello
			[{"message":{"content":null,"tool_calls":[{"id":"c"}]}}]                         | [{"id":"c"}]
			[{"message":{"tool_calls":[{"id":"c","type":"function","function":{"name":"f"}}]}}] | f()
			[{"content":["See",{"type":"text","text":"this"},{"type":"image_url"}]}]         | See this [image_url]
			"some text"                                                                     | some text
			{"query":"x"}                                                                   | {"query":"x"}
			[1,2]                                                                           | [1,2]
			[]                                                                              | []
			[{}]                                                                            | [{}]
			{"cut off                                                                       | {"cut off
			""")
	void previewsWhatWasSaid(String json, String preview) {
		AttributesBuilder attributes = Attributes.builder().put("braintrust.input_json", json);
		Map<String, Object> summary = this.summaries
			.of(new Row("t", "s", null, "n", 0, 1, null, attributes.build(), Attributes.empty(), List.of()));

		assertThat(summary.get("input")).isEqualTo(preview);
	}

}
