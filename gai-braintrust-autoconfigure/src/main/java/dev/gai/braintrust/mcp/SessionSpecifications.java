package dev.gai.braintrust.mcp;

import io.modelcontextprotocol.server.McpServerFeatures;
import org.jspecify.annotations.Nullable;

/**
 * Tools, resources and prompts of a server that has sessions.
 */
final class SessionSpecifications {

	private SessionSpecifications() {
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
		if (bean instanceof McpServerFeatures.SyncToolSpecification spec) {
			String method = AnnotatedMethods.nameOf(spec.callHandler());
			return new McpServerFeatures.SyncToolSpecification(spec.tool(), handlers.blocking(spec.callHandler(),
					(exchange, request) -> ServerRequest.tool(spec.tool().name(), method, exchange, request)));
		}
		if (bean instanceof McpServerFeatures.SyncResourceSpecification spec) {
			return new McpServerFeatures.SyncResourceSpecification(spec.resource(),
					handlers.blocking(spec.readHandler(),
							(exchange, request) -> ServerRequest.resource(spec.resource().name(), exchange, request)));
		}
		if (bean instanceof McpServerFeatures.SyncResourceTemplateSpecification spec) {
			return new McpServerFeatures.SyncResourceTemplateSpecification(spec.resourceTemplate(), handlers.blocking(
					spec.readHandler(),
					(exchange, request) -> ServerRequest.resource(spec.resourceTemplate().name(), exchange, request)));
		}
		if (bean instanceof McpServerFeatures.SyncPromptSpecification spec) {
			return new McpServerFeatures.SyncPromptSpecification(spec.prompt(), handlers.blocking(spec.promptHandler(),
					(exchange, request) -> ServerRequest.prompt(spec.prompt().name(), exchange, request)));
		}
		return null;
	}

	private static @Nullable Object reactive(TracedHandlers handlers, @Nullable Object bean) {
		if (bean instanceof McpServerFeatures.AsyncToolSpecification spec) {
			String method = AnnotatedMethods.nameOf(spec.callHandler());
			return new McpServerFeatures.AsyncToolSpecification(spec.tool(), handlers.reactive(spec.callHandler(),
					(exchange, request) -> ServerRequest.tool(spec.tool().name(), method, exchange, request)));
		}
		if (bean instanceof McpServerFeatures.AsyncResourceSpecification spec) {
			return new McpServerFeatures.AsyncResourceSpecification(spec.resource(),
					handlers.reactive(spec.readHandler(),
							(exchange, request) -> ServerRequest.resource(spec.resource().name(), exchange, request)));
		}
		if (bean instanceof McpServerFeatures.AsyncResourceTemplateSpecification spec) {
			return new McpServerFeatures.AsyncResourceTemplateSpecification(spec.resourceTemplate(), handlers.reactive(
					spec.readHandler(),
					(exchange, request) -> ServerRequest.resource(spec.resourceTemplate().name(), exchange, request)));
		}
		if (bean instanceof McpServerFeatures.AsyncPromptSpecification spec) {
			return new McpServerFeatures.AsyncPromptSpecification(spec.prompt(), handlers.reactive(spec.promptHandler(),
					(exchange, request) -> ServerRequest.prompt(spec.prompt().name(), exchange, request)));
		}
		return null;
	}

}
