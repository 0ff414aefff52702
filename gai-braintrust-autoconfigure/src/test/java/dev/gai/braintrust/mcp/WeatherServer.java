package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.annotation.AgentTool;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An MCP server, with tools found by their annotation and one made by hand.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class WeatherServer {

	@Bean
	Weather weather(ObjectProvider<ChatClient.Builder> chat) {
		return new Weather(chat);
	}

	@Bean
	List<McpServerFeatures.SyncToolSpecification> ownTools() {
		return List.of(McpServerFeatures.SyncToolSpecification.builder()
			.tool(McpSchema.Tool.builder("moon", Map.of("type", "object")).build())
			.callHandler((exchange, request) -> McpSchema.CallToolResult.builder().addTextContent("Full").build())
			.build());
	}

	static class Weather {

		final CountDownLatch patience = new CountDownLatch(1);

		private final ObjectProvider<ChatClient.Builder> chat;

		Weather(ObjectProvider<ChatClient.Builder> chat) {
			this.chat = chat;
		}

		@McpTool(name = "temperature", description = "The temperature in a city")
		String temperature(String city) {
			if (city.equals("Atlantis")) {
				throw new IllegalStateException("No such city: " + city);
			}
			return "21 degrees in " + city;
		}

		@McpTool(name = "forecast", description = "What a model says of the weather")
		@AgentTool
		String ask(String city) {
			return this.chat.getObject().build().prompt("Weather in " + city).call().content();
		}

		@McpTool(name = "slow", description = "Takes its time")
		String slow() throws InterruptedException {
			this.patience.await(30, TimeUnit.SECONDS);
			return "done";
		}

		@McpResource(uri = "weather://map", name = "map", description = "A map")
		String map() {
			return "sunny everywhere";
		}

		@McpPrompt(name = "greeting", description = "A greeting")
		McpSchema.GetPromptResult greeting() {
			return new McpSchema.GetPromptResult("A greeting", List
				.of(new McpSchema.PromptMessage(McpSchema.Role.USER, new McpSchema.TextContent("Good morning"))));
		}

	}

}
