package dev.gai.braintrust.mcp;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.CurrentTool;
import dev.gai.braintrust.trace.GenAiSpan;
import io.micrometer.observation.ObservationRegistry;
import io.modelcontextprotocol.client.transport.customizer.McpSyncHttpClientRequestCustomizer;
import io.modelcontextprotocol.common.McpTransportContext;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Writes the session of a request over streamable HTTP on the span of the tool that makes
 * it. Nothing else in the client knows the session. A request changes nothing here.
 */
public final class SessionOfRequests implements McpSyncHttpClientRequestCustomizer, Ordered {

	private static final String HEADER = "Mcp-Session-Id";

	private final Supplier<@Nullable ObservationRegistry> registry;

	/**
	 * Creates the customizer.
	 * @param registry the registry with the current span, asked for when a request is
	 * made
	 */
	public SessionOfRequests(Supplier<@Nullable ObservationRegistry> registry) {
		this.registry = registry;
	}

	/**
	 * Before those of the application, which may go on elsewhere.
	 */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void customize(HttpRequest.Builder builder, String method, URI endpoint, @Nullable String body,
			McpTransportContext context) {
		Guard.run("A span does not say which MCP session it is of", () -> {
			ObservationRegistry known = this.registry.get();
			// The SDK sends on the thread that calls, once the client is initialized.
			GenAiSpan tool = (known != null) ? CurrentTool.of(known) : null;
			if (tool != null) {
				builder.copy()
					.build()
					.headers()
					.firstValue(HEADER)
					.ifPresent((session) -> McpAttributes.write(tool, McpAttributes.SESSION_ID, session));
			}
		});
	}

}
