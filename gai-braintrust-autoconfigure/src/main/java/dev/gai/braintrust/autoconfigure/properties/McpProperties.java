package dev.gai.braintrust.autoconfigure.properties;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Calls through the Model Context Protocol.
 *
 * @param propagate Whether MCP clients send the current trace to servers, and MCP servers
 * continue the traces of their callers.
 * @since 0.1.0
 */
public record McpProperties(@DefaultValue("true") boolean propagate) {

}
