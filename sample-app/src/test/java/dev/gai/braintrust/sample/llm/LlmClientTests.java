package dev.gai.braintrust.sample.llm;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import dev.gai.braintrust.sample.scripted.ScriptedLlm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("thorough")
class LlmClientTests {

	private static final ChatRequest SUMMARY = new ChatRequest(
			List.of(Message.system("You summarise in two sentences."), Message.user("\"…\"")), 0.5, 50);

	private static ScriptedLlm endpoint;

	@BeforeAll
	static void start() {
		endpoint = ScriptedLlm.start();
	}

	@AfterAll
	static void stop() {
		endpoint.close();
	}

	@Test
	void readsAWholeAnswer() {
		Answer answer = new Answer(client(ScriptedLlm.MODEL).complete(SUMMARY));
		assertThat(answer.text()).startsWith("Video and web grow");
		assertThat(answer.model()).isEqualTo(ScriptedLlm.MODEL);
		assertThat(answer.finishReason()).isEqualTo("stop");
		assertThat(answer.inputTokens()).isPositive();
		assertThat(answer.outputTokens()).isPositive();
		assertThat(answer.toolCalls()).isEmpty();
	}

	@Test
	void readsAStreamToItsUsage() {
		List<Answer> chunks = client(ScriptedLlm.MODEL).stream(SUMMARY).map(Answer::new).collectList().block();
		assertThat(chunks).hasSizeGreaterThan(10);
		assertThat(chunks.stream().map(Answer::text).collect(Collectors.joining())).startsWith("Video and web grow")
			.endsWith("the largest sector.");
		assertThat(chunks).filteredOn(Answer::hasUsage)
			.singleElement()
			.extracting(Answer::outputTokens)
			.isEqualTo(new Answer(client(ScriptedLlm.MODEL).complete(SUMMARY)).outputTokens());
		assertThat(chunks).extracting(Answer::finishReason).containsOnlyOnce("stop");
	}

	@Test
	void stopsReadingAStreamThatNobodyWants() {
		assertThat(client(ScriptedLlm.MODEL).stream(SUMMARY).take(2).collectList().block()).hasSize(2);
	}

	@Test
	void carriesAConversationWithToolCalls() {
		Tool chart = new Tool("chart", "draws", Map.of("title", Map.of("type", "string")));
		List<Message> messages = List.of(Message.system("You write a short report"), Message.user("go"));
		List<ToolCall> calls = new Answer(client(ScriptedLlm.MODEL).complete(new ChatRequest(messages, 0, 50, chart)))
			.toolCalls();
		assertThat(calls).extracting(ToolCall::name).containsExactly("chart");
		Answer answer = new Answer(client(ScriptedLlm.MODEL).complete(new ChatRequest(List.of(messages.get(0),
				messages.get(1), Message.assistant(calls), Message.tool(calls.get(0).id(), "x")), 0, 50)));
		assertThat(answer.text()).startsWith("Video grows fastest");
	}

	@Test
	void failsAsTheEndpointDoes() {
		LlmClient wrong = client("no-such-model");
		assertThatExceptionOfType(RestClientException.class).isThrownBy(() -> wrong.complete(SUMMARY))
			.withMessageContaining("404");
		assertThatExceptionOfType(RestClientException.class).isThrownBy(() -> wrong.stream(SUMMARY).blockLast())
			.withMessageContaining("404");
	}

	@Test
	void doesNotShowTheKey() {
		assertThat(new LlmSettings("groq", "https://api.example", "gsk_secret", "m").toString())
			.isEqualTo("groq at https://api.example, model m");
	}

	private static LlmClient client(String model) {
		return new LlmClient(RestClient.builder(), new LlmSettings("scripted", endpoint.baseUrl(), "k", model),
				JsonMapper.shared());
	}

}
