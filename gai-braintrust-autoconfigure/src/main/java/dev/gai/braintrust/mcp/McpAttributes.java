package dev.gai.braintrust.mcp;

import dev.gai.braintrust.trace.GenAiSpan;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a span says of MCP, by the names of OpenTelemetry's conventions: for Braintrust as
 * metadata, for every exporter as attributes. The conventions have no name for a server's
 * name and version.
 */
final class McpAttributes {

	static final String METHOD_NAME = "mcp.method.name";

	static final String SESSION_ID = "mcp.session.id";

	static final String PROTOCOL_VERSION = "mcp.protocol.version";

	static final String RESOURCE_URI = "mcp.resource.uri";

	static final String PROMPT_NAME = "gen_ai.prompt.name";

	static final String SERVER_NAME = "mcp.server.name";

	static final String SERVER_VERSION = "mcp.server.version";

	/**
	 * A server says these of itself.
	 */
	private static final int LONGEST = 256;

	private McpAttributes() {
	}

	/**
	 * Writes an attribute of a span.
	 * @param span the span
	 * @param name the name of the attribute
	 * @param value the value; nothing is written if it is null or empty
	 */
	static void write(GenAiSpan span, String name, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			return;
		}
		String cut = (value.length() > LONGEST) ? value.substring(0, LONGEST) : value;
		span.metadata(name, cut);
		Span current = Span.current();
		if (current.getSpanContext().getSpanId().equals(span.spanId())) {
			current.setAttribute(name, cut);
		}
	}

}
