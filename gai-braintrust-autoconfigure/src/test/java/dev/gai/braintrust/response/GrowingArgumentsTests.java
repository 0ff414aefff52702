package dev.gai.braintrust.response;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arguments of a call that Gemini streams one by one, and why its newer models stop.
 */
class GrowingArgumentsTests {

	private static final String PART = "{'candidates':[{'content':{'role':'model','parts':[{'functionCall':%s}]}}]}";

	@Test
	void becomeOneCall() {
		LlmResponse read = read(PART.formatted("{'id':'c','name':'weather','willContinue':true}"),
				arguments("{'jsonPath':'$.city','stringValue':'New ','willContinue':true}"),
				arguments("{'jsonPath':'$.city','stringValue':'York'},{'jsonPath':'$.days','numberValue':3}"),
				arguments("{'jsonPath':'$.tags[0]','stringValue':'a'},{'jsonPath':'$.tags[1]','stringValue':'b'}"),
				arguments(
						"{'jsonPath':'$.deep[\\'flag\\'].on','boolValue':true},{'jsonPath':'$.none','nullValue':'NULL_VALUE'}"),
				PART.formatted("{}"), PART.formatted("{'name':'time','args':{'zone':'CET'}}"));

		assertThat(read.choices().get(0).message().toolCalls()).containsExactly(new ToolCall("c", "weather",
				"{\"city\":\"New York\",\"days\":3,\"tags\":[\"a\",\"b\"],\"deep\":{\"flag\":{\"on\":true}},\"none\":null}"),
				new ToolCall(null, "time", "{\"zone\":\"CET\"}"));
	}

	@Test
	void areKeptWhereTheStreamEnds() {
		LlmResponse read = read(PART.formatted("{'name':'weather','willContinue':true}"),
				arguments("{'jsonPath':'$.city','stringValue':'New ','willContinue':true}"));

		assertThat(read.choices().get(0).message().toolCalls())
			.containsExactly(new ToolCall(null, "weather", "{\"city\":\"New \"}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "$", "", "city", "$.", "$[", "$[x]", "$[99999999]", "$[\\'a", "$..a", "$[0].a" })
	void ofAPathThatCannotBeReadAreLeftOut(String path) {
		LlmResponse read = read(PART.formatted("{'name':'weather','willContinue':true}"), arguments(
				"{'jsonPath':\"%s\",'stringValue':'x'},{'jsonPath':'$.city','stringValue':'Rome'}".formatted(path)));

		assertThat(read.choices().get(0).message().toolCalls().get(0).arguments()).contains("\"city\":\"Rome\"");
	}

	@ParameterizedTest
	@CsvSource({ "NO_IMAGE,no_image,true", "MALFORMED_RESPONSE,malformed_response,true",
			"TOO_MANY_TOOL_CALLS,too_many_tool_calls,true", "MISSING_THOUGHT_SIGNATURE,missing_thought_signature,true",
			"IMAGE_PROHIBITED_CONTENT,content_filter,false", "IMAGE_RECITATION,content_filter,false",
			"OTHER,other,false" })
	void stopForAReason(String said, String reason, boolean failed) {
		LlmResponse read = read("{'candidates':[{'content':{},'finishReason':'" + said + "','index':0}]}");

		assertThat(read.finishReason()).isEqualTo(reason);
		assertThat(read.error() != null).isEqualTo(failed);
	}

	private static String arguments(String partial) {
		return PART.formatted("{'partialArgs':[" + partial + "],'willContinue':true}");
	}

	private static LlmResponse read(String... documents) {
		LlmResponse read = OpenAiJson.readAll(Stream.of(documents)
			.map((document) -> document.replace("\\'", "\u0000").replace('\'', '"').replace('\u0000', '\''))
			.toArray(String[]::new));
		assertThat(read).isNotNull();
		return read;
	}

}
