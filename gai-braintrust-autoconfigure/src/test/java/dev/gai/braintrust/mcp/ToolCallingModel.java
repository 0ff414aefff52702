package dev.gai.braintrust.mcp;

import dev.gai.braintrust.testing.ModelServer;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A model that asks for one tool and then is content.
 */
final class ToolCallingModel {

	private ToolCallingModel() {
	}

	static String[] properties(ModelServer models, String path) {
		return new String[] { "spring.ai.openai.base-url=" + models.url() + path + "/v1", "spring.ai.openai.api-key=k",
				"spring.ai.model.chat=openai" };
	}

	static void answers(ModelServer models, String path, String text, int tokens) {
		models.answers(path + "/v1/chat/completions", ModelServer.json(answer(text, tokens)));
	}

	static ChatClient.ChatClientRequestSpec question(ConfigurableApplicationContext client, ModelServer models,
			String path, String tool, String arguments) {
		models.answers(path + "/v1/chat/completions", ModelServer.json(calls(tool, arguments)),
				ModelServer.json(answer("Done", 5)));
		return client.getBean(ChatClient.Builder.class)
			.build()
			.prompt("Use a tool")
			.tools(client.getBeanProvider(ToolCallbackProvider.class).stream().toArray());
	}

	private static String answer(String text, int tokens) {
		return response("{\"role\":\"assistant\",\"content\":\"" + text + "\"}", "stop", tokens);
	}

	private static String calls(String tool, String arguments) {
		return response(
				"{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call-1\",\"type\":\"function\",\"function\":"
						+ "{\"name\":\"" + tool + "\",\"arguments\":\"" + arguments.replace("\"", "\\\"") + "\"}}]}",
				"tool_calls", 3);
	}

	private static String response(String message, String finish, int tokens) {
		return "{\"id\":\"r-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":"
				+ "[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\"" + finish
				+ "\"}],\"usage\":{\"prompt_tokens\":" + tokens + ",\"completion_tokens\":1,\"total_tokens\":"
				+ (tokens + 1) + "}}";
	}

}
