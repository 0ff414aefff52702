package dev.gai.braintrust.mcp;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts applications that are MCP servers and clients.
 */
final class McpApplications {

	private McpApplications() {
	}

	static ConfigurableApplicationContext server(Class<?> application, BraintrustServer braintrust,
			String... properties) {
		List<String> all = new ArrayList<>(List.of("spring.ai.mcp.server.enabled=true", "server.port=0",
				"server.address=127.0.0.1", "spring.ai.mcp.server.name=weather-server",
				"spring.ai.mcp.server.version=7.1", "gai.braintrust.trace.baggage.accept=project_name:demo"));
		all.addAll(List.of(properties));
		return start(application, "weather", WebApplicationType.SERVLET, braintrust, all);
	}

	static ConfigurableApplicationContext client(Class<?> application, BraintrustServer braintrust,
			String... properties) {
		List<String> all = new ArrayList<>(
				List.of("spring.ai.mcp.client.enabled=true", "gai.braintrust.trace.baggage.send=true"));
		all.addAll(List.of(properties));
		return start(application, "shop", WebApplicationType.NONE, braintrust, all);
	}

	static String[] with(String[] properties, String... more) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.addAll(List.of(more));
		return all.toArray(String[]::new);
	}

	static String streamable(String url) {
		return "spring.ai.mcp.client.streamable-http.connections.weather.url=" + url;
	}

	static String sse(String url) {
		return "spring.ai.mcp.client.sse.connections.weather.url=" + url;
	}

	static String url(ConfigurableApplicationContext server) {
		return "http://127.0.0.1:" + ((WebServerApplicationContext) server).getWebServer().getPort();
	}

	private static ConfigurableApplicationContext start(Class<?> application, String name, WebApplicationType type,
			BraintrustServer braintrust, List<String> properties) {
		List<String> arguments = new ArrayList<>(List.of(braintrust.properties()));
		arguments.add("spring.application.name=" + name);
		arguments.add("management.tracing.sampling.probability=0");
		arguments.add("spring.main.banner-mode=off");
		// Does not wait for the streams that clients keep open.
		arguments.add("server.shutdown=immediate");
		arguments.addAll(properties);
		return new SpringApplicationBuilder(application).web(type)
			.run(arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new));
	}

}
