package dev.gai.braintrust.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import org.jspecify.annotations.Nullable;

/**
 * Tools, resources and prompts of a server without sessions.
 */
final class StatelessSpecifications {

	private StatelessSpecifications() {
	}

	/**
	 * The same specification, with a handler that is traced.
	 * @param handlers what handlers become
	 * @param bean what may be a specification
	 * @return the traced specification, or null if it is none
	 */
	static @Nullable Object traced(TracedHandlers handlers, @Nullable Object bean) {
		Object blocking = blocking(handlers, bean);
		return (blocking != null) ? blocking : reactive(handlers, bean);
	}

	private static @Nullable Object blocking(TracedHandlers handlers, @Nullable Object bean) {
		if (bean instanceof McpStatelessServerFeatures.SyncToolSpecification spec) {
			String method = AnnotatedMethods.nameOf(spec.callHandler());
			return new McpStatelessServerFeatures.SyncToolSpecification(spec.tool(),
					handlers.blocking(spec.callHandler(),
							(exchange, request) -> ServerRequest.tool(spec.tool().name(), method, exchange, request)));
		}
		if (bean instanceof McpStatelessServerFeatures.SyncResourceSpecification spec) {
			return new McpStatelessServerFeatures.SyncResourceSpecification(spec.resource(),
					handlers.blocking(spec.readHandler(),
							(exchange, request) -> ServerRequest.resource(spec.resource().name(), exchange, request)));
		}
		if (bean instanceof McpStatelessServerFeatures.SyncResourceTemplateSpecification spec) {
			return new McpStatelessServerFeatures.SyncResourceTemplateSpecification(spec.resourceTemplate(),
					handlers.blocking(spec.readHandler(), (exchange, request) -> ServerRequest
						.resource(spec.resourceTemplate().name(), exchange, request)));
		}
		if (bean instanceof McpStatelessServerFeatures.SyncPromptSpecification spec) {
			return new McpStatelessServerFeatures.SyncPromptSpecification(spec.prompt(),
					handlers.blocking(spec.promptHandler(),
							(exchange, request) -> ServerRequest.prompt(spec.prompt().name(), exchange, request)));
		}
		return null;
	}

	private static @Nullable Object reactive(TracedHandlers handlers, @Nullable Object bean) {
		if (bean instanceof McpStatelessServerFeatures.AsyncToolSpecification spec) {
			String method = AnnotatedMethods.nameOf(spec.callHandler());
			return new McpStatelessServerFeatures.AsyncToolSpecification(spec.tool(),
					handlers.reactive(spec.callHandler(),
							(exchange, request) -> ServerRequest.tool(spec.tool().name(), method, exchange, request)));
		}
		if (bean instanceof McpStatelessServerFeatures.AsyncResourceSpecification spec) {
			return new McpStatelessServerFeatures.AsyncResourceSpecification(spec.resource(),
					handlers.reactive(spec.readHandler(),
							(exchange, request) -> ServerRequest.resource(spec.resource().name(), exchange, request)));
		}
		if (bean instanceof McpStatelessServerFeatures.AsyncResourceTemplateSpecification spec) {
			return new McpStatelessServerFeatures.AsyncResourceTemplateSpecification(spec.resourceTemplate(),
					handlers.reactive(spec.readHandler(), (exchange, request) -> ServerRequest
						.resource(spec.resourceTemplate().name(), exchange, request)));
		}
		if (bean instanceof McpStatelessServerFeatures.AsyncPromptSpecification spec) {
			return new McpStatelessServerFeatures.AsyncPromptSpecification(spec.prompt(),
					handlers.reactive(spec.promptHandler(),
							(exchange, request) -> ServerRequest.prompt(spec.prompt().name(), exchange, request)));
		}
		return null;
	}

}
