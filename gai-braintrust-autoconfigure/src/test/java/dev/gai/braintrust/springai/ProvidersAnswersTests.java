package dev.gai.braintrust.springai;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a provider says that Spring AI does not pass on, or passes on apart from the
 * answer.
 */
@Tag("application")
class ProvidersAnswersTests {

	private static final String COMPLETIONS = "/v1/chat/completions";

	private static final String MESSAGES = "/v1/messages";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext openAi;

	private static ConfigurableApplicationContext anthropic;

	@BeforeAll
	static void start() {
		openAi = SpringAiApplication.openAi(braintrust, models);
		anthropic = SpringAiApplication.anthropic(braintrust, models);
	}

	@AfterAll
	static void stop() {
		openAi.close();
		anthropic.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}" })
	void areErrorsWhereTheModelStoppedBecauseOfOne(String error) {
		models.answers(COMPLETIONS, completion("\"finish_reason\":\"error\"" + error, "\"content\":\"Hel\"", ""));

		openAi.getBean(ChatModel.class).call(new Prompt("Capital of France?"));

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertFailed(call);
		assertThat(message(call).path("content").asString()).isEqualTo("Hel");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}}",
			"{\"object\":\"error\",\"message\":\"EngineCore encountered an issue\",\"type\":\"InternalServerError\",\"param\":null,\"code\":500}" })
	void areErrorsOfTheProviderWhereThereIsNoAnswer(String error) {
		models.answers(COMPLETIONS, ModelServer.json(error));

		assertThatException().isThrownBy(() -> openAi.getBean(ChatModel.class).call(new Prompt("Capital of France?")));

		assertFailed(braintrust.awaitSpans(1).get(0));
	}

	@Test
	void meanTheSameAboveTheModel() {
		models.answers(COMPLETIONS,
				ModelServer.json("{\"error\":{\"code\":429,\"type\":\"rate_limit_error\",\"message\":\"Slow down\"}}"));

		assertThatException().isThrownBy(() -> client(openAi).prompt("Capital of France?").call().content());

		assertThat(braintrust.awaitSpans(2)).allSatisfy((row) -> {
			assertThat(row.metadata().path("error.category").asString()).isEqualTo("rate_limited");
			assertThat(row.metadata().path("error.retryable").asBoolean()).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{'error':{'message':'The server had an error','type':'server_error','param':null,'code':null}}",
			"{'error':{'object':'error','message':'boom','type':'InternalServerError','param':null,'code':500}}" })
	void areThereSoFarWhereAStreamFails(String error) {
		models.answers(COMPLETIONS, ModelServer
			.events(chunk("\"content\":\"Hel\"") + chunk("\"content\":\"lo\"") + error.replace('\'', '"') + "\n"));

		openAi.getBean(ChatModel.class)
			.stream(new Prompt("Capital of France?"))
			.onErrorResume((ex) -> Mono.empty())
			.blockLast();

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertFailed(call);
		assertThat(message(call).path("content").asString()).isEqualTo("Hello");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					{'logprobs':{'content':[{'token':'Pa','logprob':-0.1,'bytes':null,'top_logprobs':[]}]}}; {}; {}; /0/logprobs/content/0/token; Pa
					{}; {'reasoning_details':[{'type':'reasoning.summary','summary':'I look.'}]}; {}; /0/message/reasoning; I look.
					{}; {'reasoning_details':[{'type':'reasoning.encrypted','data':'abc'}]}; {}; /0/message/items/0/data; abc
					{}; {'executed_tools':[{'index':0,'type':'search','output':'found'}]}; {}; /0/message/items/0/output; found
					{}; {'images':[{'type':'image_url','image_url':{'url':'https://a.example/i.png'}}]}; {}; /0/message/images/0/image_url/url; https://a.example/i.png
					{}; {'context':{'citations':[{'content':'c'}]}}; {}; /0/message/context/citations/0/content; c
					{}; {}; {'search_results':[{'title':'News'}]}; /0/message/search_results/0/title; News""")
	void haveWhatSpringAiLeavesOut(String choice, String message, String document, String pointer, String expected) {
		String aside = inside(choice);
		String answer = "\"content\":\"Paris\"" + inside(message);
		ResponseDefinitionBuilder whole = completion("\"finish_reason\":\"stop\"" + aside, answer, inside(document));
		models.answers(COMPLETIONS, whole, whole, ModelServer.events(
				chunk("\"role\":\"assistant\"," + answer, aside, inside(document)) + chunk("", "stop") + "[DONE]\n"));

		openAi.getBean(ChatModel.class).call(new Prompt("Capital of France?"));
		client(openAi).prompt("Capital of France?").call().content();
		openAi.getBean(ChatModel.class).stream(new Prompt("Capital of France?")).blockLast();
		client(openAi).prompt("Capital of France?").stream().content().blockLast();

		assertThat(braintrust.awaitSpans(6)).hasSize(6).allSatisfy((row) -> {
			JsonNode choices = row.json("braintrust.output_json");
			assertThat(choices.at("/0/message/content").asString()).isEqualTo("Paris");
			assertThat(choices.at(pointer).asString()).isEqualTo(expected);
		});
	}

	private static String inside(String json) {
		String fields = json.substring(1, json.length() - 1).replace('\'', '"');
		return fields.isEmpty() ? "" : "," + fields;
	}

	private static ChatClient client(ConfigurableApplicationContext application) {
		return application.getBean(ChatClient.Builder.class).build();
	}

	@Test
	void haveTheTextOfARefusalInAStream() {
		models.answers(COMPLETIONS, ModelServer.events(chunk("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null")
				+ chunk("\"refusal\":\"I can\"") + chunk("\"refusal\":\"not.\"") + chunk("", "stop") + "[DONE]\n"));

		openAi.getBean(ChatModel.class).stream(new Prompt("Capital of France?")).blockLast();
		client(openAi).prompt("Capital of France?").stream().content().blockLast();

		assertThat(braintrust.awaitSpans(3)).hasSize(3)
			.extracting((row) -> message(row).toString())
			.containsOnly("{\"role\":\"assistant\",\"content\":\"I cannot.\",\"refusal\":\"I cannot.\"}");
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void haveTheCitationsOfOpenAi(boolean stream) {
		String annotations = "\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://example.com\",\"title\":\"T\",\"start_index\":0,\"end_index\":5}}]";
		ChatModel model = openAi.getBean(ChatModel.class);
		if (stream) {
			models.answers(COMPLETIONS, ModelServer.events(chunk("\"role\":\"assistant\",\"content\":\"Paris\"")
					+ chunk(annotations) + chunk("", "stop") + "[DONE]\n"));
			model.stream(new Prompt("Capital of France?")).blockLast();
		}
		else {
			models.answers(COMPLETIONS,
					completion("\"finish_reason\":\"stop\"", "\"content\":\"Paris\"," + annotations, ""));
			model.call(new Prompt("Capital of France?"));
		}

		JsonNode message = message(braintrust.awaitSpans(1).get(0));
		assertThat(message.path("content").asString()).isEqualTo("Paris");
		assertThat(message.path("annotations")).hasSize(1);
		assertThat(message.at("/annotations/0/url_citation/url").asString()).isEqualTo("https://example.com");
	}

	@Test
	void haveTheThoughtsOfAnthropicBesideTheAnswer() {
		models.answers(MESSAGES, message("""
				{"type":"thinking","thinking":"I look it up.","signature":"s"},
				{"type":"redacted_thinking","data":"xyz"},{"type":"text","text":"Paris"}"""));

		anthropic.getBean(ChatModel.class).call(new Prompt("Capital of France?"));

		JsonNode choices = braintrust.awaitSpans(1).get(0).json("braintrust.output_json");
		assertThat(choices).hasSize(1);
		JsonNode message = choices.at("/0/message");
		assertThat(message.path("content").asString()).isEqualTo("Paris");
		assertThat(message.path("reasoning").asString()).isEqualTo("I look it up.");
		assertThat(message.path("items")).hasSize(1);
		assertThat(message.at("/items/0/type").asString()).isEqualTo("redacted_thinking");
	}

	@Test
	void haveWhatAnthropicsOwnToolsDidOnTheRowOfTheClient() {
		models.answers(MESSAGES, streamedSearch());

		client(anthropic).prompt("Capital of France?").stream().content().blockLast();

		assertThat(braintrust.awaitSpans(2)).hasSize(2).allSatisfy((row) -> {
			JsonNode message = message(row);
			assertThat(message.path("content").asString()).isEqualTo("Paris");
			assertThat(message.path("items")).hasSize(2);
			assertThat(message.at("/annotations/0/cited_text").asString()).isEqualTo("c");
		});
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void haveWhatAnthropicsOwnToolsDid(boolean stream) {
		ChatModel model = anthropic.getBean(ChatModel.class);
		if (stream) {
			models.answers(MESSAGES, streamedSearch());
			model.stream(new Prompt("Capital of France?")).blockLast();
		}
		else {
			models.answers(MESSAGES,
					message("""
							{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"news"}},
							{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[
							 {"type":"web_search_result","url":"https://example.com","title":"T","encrypted_content":"e","page_age":null}]},
							{"type":"mcp_tool_use","id":"mcptoolu_1","name":"echo","server_name":"s","input":{}},
							{"type":"text","text":"Paris","citations":[{"type":"web_search_result_location",
							 "url":"https://example.com","title":"T","cited_text":"c","encrypted_index":"i"}]}"""));
			model.call(new Prompt("Capital of France?"));
		}

		JsonNode message = message(braintrust.awaitSpans(1).get(0));
		assertThat(message.path("content").asString()).isEqualTo("Paris");
		assertThat(message.path("items").valueStream().map((item) -> item.path("type").asString()))
			.startsWith("server_tool_use", "web_search_tool_result")
			.hasSize(stream ? 2 : 3);
		assertThat(message.path("items").path(0).path("input").toString()).contains("news");
		assertThat(message.at("/annotations/0/cited_text").asString()).isEqualTo("c");
	}

	private static ResponseDefinitionBuilder streamedSearch() {
		return ModelServer.namedEvents(
				"""
						{"type":"message_start","message":{"id":"msg_7","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}
						{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}}
						{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"query\\":\\"news\\"}"}}
						{"type":"content_block_stop","index":0}
						{"type":"content_block_start","index":1,"content_block":{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://example.com","title":"T","encrypted_content":"e","page_age":null}]}}
						{"type":"content_block_stop","index":1}
						{"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}
						{"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://example.com","title":"T","cited_text":"c","encrypted_index":"i"}}}
						{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Paris"}}
						{"type":"content_block_stop","index":2}
						{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":30}}
						{"type":"message_stop"}
						""");
	}

	private static ResponseDefinitionBuilder message(String blocks) {
		return ModelServer.json("""
				{"id":"msg_6","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[%s],
				"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5}}"""
			.formatted(blocks));
	}

	private static ResponseDefinitionBuilder completion(String choice, String message, String document) {
		return ModelServer.json("""
				{"id":"chatcmpl-9","object":"chat.completion","created":1,"model":"m","choices":[
				{"index":0,%s,"message":{"role":"assistant",%s}}]%s}""".formatted(choice, message, document));
	}

	private static String chunk(String delta) {
		return chunk(delta, "", "");
	}

	private static String chunk(String delta, String reason) {
		return chunk(delta).replace("\"finish_reason\":null", "\"finish_reason\":\"" + reason + "\"");
	}

	private static String chunk(String delta, String choice, String document) {
		return "{\"id\":\"c9\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{"
				+ delta + "},\"finish_reason\":null" + choice + "}]" + document + "}\n";
	}

	private static void assertFailed(SentSpan call) {
		assertThat(call.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(call.metadata().path("error.category").asString()).isEqualTo("provider_unavailable");
		assertThat(call.metrics().has("estimated_cost")).isFalse();
	}

	private static JsonNode message(SentSpan call) {
		return call.json("braintrust.output_json").at("/0/message");
	}

}
