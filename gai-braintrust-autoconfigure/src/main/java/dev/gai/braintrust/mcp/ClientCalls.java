package dev.gai.braintrust.mcp;

import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.CurrentTool;
import dev.gai.braintrust.trace.GenAiSpan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Adds the trace to what a client asks for, and what MCP knows to the span of the tool
 * that asks. It starts no span: whoever calls the tool has one.
 */
final class ClientCalls implements MethodInterceptor {

	private static final String FAILURE = "A call of an MCP server does not say who calls";

	private final Supplier<@Nullable TraceMeta> trace;

	private final Supplier<@Nullable ObservationRegistry> registry;

	private final Supplier<@Nullable PersonalEntries> personal;

	ClientCalls(Supplier<@Nullable TraceMeta> trace, Supplier<@Nullable ObservationRegistry> registry,
			Supplier<@Nullable PersonalEntries> personal) {
		this.trace = trace;
		this.registry = registry;
		this.personal = personal;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object[] arguments = invocation.getArguments();
		boolean asks = arguments.length == 1 && (arguments[0] instanceof McpSchema.CallToolRequest
				|| arguments[0] instanceof McpSchema.ReadResourceRequest
				|| arguments[0] instanceof McpSchema.GetPromptRequest);
		if (!asks || !(invocation instanceof ProxyMethodInvocation call)) {
			return invocation.proceed();
		}
		if (Mono.class.isAssignableFrom(invocation.getMethod().getReturnType())
				&& !Span.current().getSpanContext().isValid()) {
			return whenSubscribed(call, arguments[0]);
		}
		call.setArguments(prepared(call, arguments[0]));
		return remembered(call);
	}

	/**
	 * Makes the call, and remembers it for as long as it lasts: it may come in again.
	 */
	private @Nullable Object remembered(MethodInvocation call) throws Throwable {
		OwnCalls.Call own = Guard.get(FAILURE, null, this::begin);
		if (own == null) {
			return call.proceed();
		}
		boolean pending = false;
		try {
			Object result = call.proceed();
			if (result instanceof Mono<?> later) {
				pending = true;
				return later.doFinally((signal) -> end(own));
			}
			return result;
		}
		finally {
			if (!pending) {
				end(own);
			}
		}
	}

	private OwnCalls.@Nullable Call begin() {
		TraceMeta meta = this.trace.get();
		ObservationRegistry known = this.registry.get();
		Observation caller = (known != null) ? known.getCurrentObservation() : null;
		SpanContext span = Span.current().getSpanContext();
		return (meta != null && caller != null && span.isValid()) ? meta.ownCalls().begin(span, caller) : null;
	}

	private void end(OwnCalls.Call own) {
		TraceMeta meta = this.trace.get();
		if (meta != null) {
			meta.ownCalls().end(own);
		}
	}

	/**
	 * A pipeline knows what it works for when it is subscribed to.
	 */
	private Mono<?> whenSubscribed(ProxyMethodInvocation call, Object request) {
		return Mono.deferContextual((context) -> {
			Observation around = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			try {
				Object called = (around != null) ? Scopes.inside(around, () -> whenAsked(call, request))
						: call.invocableClone(request).proceed();
				return (called instanceof Mono<?> pipeline) ? pipeline : Mono.empty();
			}
			catch (Throwable ex) {
				Guard.rethrowFatal(ex);
				return Mono.error(ex);
			}
		});
	}

	private @Nullable Object whenAsked(ProxyMethodInvocation call, Object request) throws Throwable {
		return remembered(call.invocableClone(prepared(call, request)));
	}

	private Object prepared(MethodInvocation call, Object request) {
		Object prepared = Guard.get(FAILURE, null, () -> withTrace(request));
		Guard.run("A span does not say which MCP server it calls", () -> describe(call.getThis(), request));
		return (prepared != null) ? prepared : request;
	}

	private @Nullable Object withTrace(Object request) {
		TraceMeta meta = this.trace.get();
		if (meta == null) {
			return null;
		}
		Map<String, Object> all = meta.add(((McpSchema.Request) request).meta(), Context.current());
		if (all == null) {
			return null;
		}
		if (request instanceof McpSchema.CallToolRequest tool) {
			return new McpSchema.CallToolRequest(tool.name(), tool.arguments(), all);
		}
		if (request instanceof McpSchema.ReadResourceRequest resource) {
			return new McpSchema.ReadResourceRequest(resource.uri(), all);
		}
		McpSchema.GetPromptRequest prompt = (McpSchema.GetPromptRequest) request;
		return new McpSchema.GetPromptRequest(prompt.name(), prompt.arguments(), all);
	}

	private void describe(@Nullable Object client, Object request) {
		ObservationRegistry known = this.registry.get();
		GenAiSpan tool = (known != null && request instanceof McpSchema.CallToolRequest) ? CurrentTool.of(known) : null;
		if (tool == null) {
			return;
		}
		McpAttributes.write(tool, McpAttributes.METHOD_NAME, McpSchema.METHOD_TOOLS_CALL);
		McpSchema.InitializeResult server = server(client);
		if (server != null) {
			McpAttributes.write(tool, McpAttributes.PROTOCOL_VERSION, server.protocolVersion());
			McpAttributes.write(tool, McpAttributes.SERVER_NAME, server.serverInfo().name());
			McpAttributes.write(tool, McpAttributes.SERVER_VERSION, server.serverInfo().version());
		}
		PersonalEntries entries = this.personal.get();
		if (entries != null) {
			entries.check(((McpSchema.CallToolRequest) request).meta());
		}
	}

	private static McpSchema.@Nullable InitializeResult server(@Nullable Object client) {
		if (client instanceof McpSyncClient sync) {
			return sync.getCurrentInitializationResult();
		}
		return (client instanceof McpAsyncClient async) ? async.getCurrentInitializationResult() : null;
	}

}
