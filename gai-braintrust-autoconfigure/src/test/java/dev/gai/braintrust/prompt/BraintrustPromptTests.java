package dev.gai.braintrust.prompt;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BraintrustPrompt}.
 */
class BraintrustPromptTests {

	private static final JsonMapper json = new JsonMapper();

	@Test
	void fillsTextsPartsAndToolCalls() {
		BraintrustPrompt prompt = chat("""
				[{"role":"system","content":"You are {{persona}}. {{#formal}}Be formal.{{/formal}}"},
				 {"role":"user","content":[{"type":"text","text":"Describe {{input.thing}}"},
				  {"type":"image_url","image_url":{"url":"https://example.com/{{thing}}.png"}}]},
				 {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function",
				  "function":{"name":"look","arguments":"{}"}}]},
				 {"role":"tool","tool_call_id":"1","content":"{{data}}"}]""", "");

		BraintrustPrompt.Rendered rendered = prompt.render(
				Map.of("persona", "<b>Ada</b>", "formal", true, "thing", "tea", "data", Map.of("a", List.of(1, 2))));

		assertThat(rendered.messages().get(0).content()).isEqualTo("You are <b>Ada</b>. Be formal.");
		assertThat(rendered.messages().get(1).content())
			.isEqualTo(List.of(Map.of("type", "text", "text", "Describe tea"),
					Map.of("type", "image_url", "image_url", Map.of("url", "https://example.com/tea.png"))));
		assertThat(rendered.messages().get(2).toolCalls().get(0).name()).isEqualTo("look");
		assertThat(rendered.messages().get(3).content()).isEqualTo("{\"a\":[1,2]}");
		assertThat(rendered.messages().get(3).toolCallId()).isEqualTo("1");
	}

	@Test
	void namesAVariableThatIsMissing() {
		BraintrustPrompt prompt = chat("[{\"role\":\"user\",\"content\":\"Hello {{name}}\"}]", "");

		assertThatExceptionOfType(PromptRenderingException.class).isThrownBy(() -> prompt.render(Map.of("nam", "Ada")))
			.withMessageContaining("'greeter' (version 1)")
			.withMessageContaining("'name'");
		assertThatExceptionOfType(PromptRenderingException.class)
			.isThrownBy(() -> chat("[{\"role\":\"user\",\"content\":\"{{#a}}x{{/a}}\"}]", "").render(Map.of()));
	}

	@Test
	void givesTemplatesNothingButTheJsonOfAVariable() {
		BraintrustPrompt prompt = chat("[{\"role\":\"user\",\"content\":\"{{user.name}} {{user.secret}}\"}]", "");

		assertThatExceptionOfType(PromptRenderingException.class)
			.isThrownBy(() -> prompt.render(Map.of("user", new User("Ada"))))
			.withMessageContaining("secret");
	}

	@Test
	void leavesATextAloneThatIsNoTemplate() {
		BraintrustPrompt prompt = chat("[{\"role\":\"user\",\"content\":\"{{name}}\"}]",
				",\"template_format\":\"none\"");

		assertThat(prompt.render(Map.of()).messages().get(0).content()).isEqualTo("{{name}}");
	}

	@Test
	void refusesNunjucksByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> chat("[]", ",\"template_format\":\"nunjucks\""))
			.withMessageContaining("nunjucks")
			.withMessageContaining("choose Mustache");
	}

	@Test
	void readsACompletionPromptAsOneMessage() {
		BraintrustPrompt prompt = read("""
				{"prompt":{"type":"completion","content":"Finish: {{start}}"},"options":{"model":"m"}}""");

		assertThat(prompt.render(Map.of("start", "Once")).messages()).singleElement().satisfies((message) -> {
			assertThat(message.role()).isEqualTo("user");
			assertThat(message.content()).isEqualTo("Finish: Once");
		});
		assertThat(prompt.version()).isNull();
	}

	@Test
	void knowsWhereItComesFrom() {
		BraintrustPrompt.Rendered rendered = chat("[{\"role\":\"user\",\"content\":\"Hello {{name}}\"}]", "")
			.render(Map.of("name", "Ada"));

		assertThat(rendered.provenance()).isEqualTo(Map.of("id", "prompt-id", "project_id", "p-1", "version", "1",
				"slug", "greeter", "variables", Map.of("name", "Ada")));
		assertThat(rendered.model()).isEqualTo("gpt-4o-mini");
		assertThat(rendered.parameters()).isEqualTo(Map.of("temperature", 0.2, "max_tokens", 50));
	}

	@Test
	void becomesAPromptOfSpringAi() {
		Prompt prompt = chat("""
				[{"role":"system","content":"Be kind"},{"role":"assistant","content":"Hello"},
				 {"role":"user","content":[{"type":"text","text":"Look"},
				  {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]""", "").render(Map.of())
			.springAi();

		assertThat(prompt.getSystemMessage().getText()).isEqualTo("Be kind");
		assertThat(prompt.getInstructions().get(1)).isInstanceOf(AssistantMessage.class);
		assertThat(prompt.getUserMessage()).isInstanceOfSatisfying(UserMessage.class, (message) -> {
			assertThat(message.getText()).isEqualTo("Look");
			assertThat(message.getMedia()).singleElement()
				.satisfies((media) -> assertThat(media.getMimeType()).hasToString("image/png"));
		});
		assertThat(prompt.getOptions().getModel()).isEqualTo("gpt-4o-mini");
		assertThat(prompt.getOptions().getTemperature()).isEqualTo(0.2);
		assertThat(prompt.getOptions().getMaxTokens()).isEqualTo(50);
	}

	@Test
	void offersToolsAndASchemaToSpringAi() {
		Prompt tools = read(
				"""
						{"prompt":{"type":"chat","messages":[{"role":"user","content":"?"}],
						 "tools":"[{\\"type\\":\\"function\\",\\"function\\":{\\"name\\":\\"look\\",\\"parameters\\":{\\"type\\":\\"object\\"}}}]"}}""")
			.render(Map.of())
			.springAi();
		Prompt schema = read("""
				{"prompt":{"type":"chat","messages":[{"role":"user","content":"?"}]},"options":{"params":
				 {"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}}}}}""")
			.render(Map.of())
			.springAi();

		assertThat(tools.getOptions()).isInstanceOfSatisfying(ToolCallingChatOptions.class,
				(options) -> assertThat(options.getToolCallbacks()).singleElement()
					.satisfies((tool) -> assertThat(tool.getToolDefinition().name()).isEqualTo("look")));
		assertThat(schema.getOptions()).isInstanceOfSatisfying(StructuredOutputChatOptions.class,
				(options) -> assertThat(options.getOutputSchema()).isEqualTo("{\"type\":\"object\"}"));
	}

	private static BraintrustPrompt chat(String messages, String more) {
		return read("""
				{"id":"prompt-id","_xact_id":"1","project_id":"p-1","slug":"greeter","prompt_data":
				 {"prompt":{"type":"chat","messages":%s},"options":{"model":"gpt-4o-mini",
				 "params":{"temperature":0.2,"max_tokens":50,"response_format":null}}%s}}""".formatted(messages, more));
	}

	private static BraintrustPrompt read(String text) {
		return PromptReader.read("slug", json.readTree(text), PromptOrigin.BRAINTRUST);
	}

	record User(String name) {

		String secret() {
			return "hidden";
		}

	}

}
