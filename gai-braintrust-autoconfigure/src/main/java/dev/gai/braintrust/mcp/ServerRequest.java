package dev.gai.braintrust.mcp;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;

/**
 * A request that a server answers.
 *
 * @param spec the span that it becomes
 * @param meta the metadata of the request
 * @param input what is asked for
 * @param attributes what the span says of MCP
 */
record ServerRequest(SpanSpec spec, @Nullable Map<String, Object> meta, @Nullable Object input,
		Map<String, @Nullable String> attributes) {

	static ServerRequest tool(String name, @Nullable String methodName, @Nullable Object exchange,
			McpSchema.CallToolRequest request) {
		return new ServerRequest(
				new SpanSpec(SpanType.TOOL, name, null, SpanSpec.MCP_SERVER, Capture.INHERIT, methodName, null),
				request.meta(), request.arguments(), attributes(McpSchema.METHOD_TOOLS_CALL, exchange));
	}

	static ServerRequest resource(String name, @Nullable Object exchange, McpSchema.ReadResourceRequest request) {
		Map<String, @Nullable String> attributes = attributes(McpSchema.METHOD_RESOURCES_READ, exchange);
		attributes.put(McpAttributes.RESOURCE_URI, request.uri());
		return new ServerRequest(task(McpSchema.METHOD_RESOURCES_READ, name), request.meta(),
				Map.of("uri", request.uri()), attributes);
	}

	static ServerRequest prompt(String name, @Nullable Object exchange, McpSchema.GetPromptRequest request) {
		Map<String, @Nullable String> attributes = attributes(McpSchema.METHOD_PROMPT_GET, exchange);
		attributes.put(McpAttributes.PROMPT_NAME, name);
		return new ServerRequest(task(McpSchema.METHOD_PROMPT_GET, name), request.meta(), request.arguments(),
				attributes);
	}

	private static SpanSpec task(String method, String name) {
		return new SpanSpec(SpanType.TASK, method + " " + name, null, SpanSpec.MCP_SERVER, Capture.INHERIT);
	}

	private static Map<String, @Nullable String> attributes(String method, @Nullable Object exchange) {
		Map<String, @Nullable String> attributes = new LinkedHashMap<>();
		attributes.put(McpAttributes.METHOD_NAME, method);
		attributes.put(McpAttributes.SESSION_ID, session(exchange));
		return attributes;
	}

	private static @Nullable String session(@Nullable Object exchange) {
		if (exchange instanceof McpSyncServerExchange sync) {
			return sync.sessionId();
		}
		return (exchange instanceof McpAsyncServerExchange async) ? async.sessionId() : null;
	}

}
