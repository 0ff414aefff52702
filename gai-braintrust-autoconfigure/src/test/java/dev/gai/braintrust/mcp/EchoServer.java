package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An asynchronous server that remembers the metadata it was sent last.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class EchoServer {

	static volatile Map<String, Object> seen = Map.of();

	@Bean
	List<McpServerFeatures.AsyncToolSpecification> echoTools() {
		return List.of(McpServerFeatures.AsyncToolSpecification.builder()
			.tool(McpSchema.Tool.builder("echo", Map.of("type", "object")).build())
			.callHandler((exchange, request) -> {
				seen = Map.copyOf(request.meta());
				return Mono.just(McpSchema.CallToolResult.builder().addTextContent("echoed").build());
			})
			.build());
	}

}
