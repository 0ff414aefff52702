package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProviderResult;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Puts tracing around tools that are provided call by call, those of an MCP server for
 * example.
 */
final class ToolProviderInterceptor implements MethodInterceptor {

	private final Supplier<@Nullable GenAiTracer> tracer;

	ToolProviderInterceptor(Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object result = invocation.proceed();
		return (result instanceof ToolProviderResult provided) ? traced(provided) : result;
	}

	private ToolProviderResult traced(ToolProviderResult provided) {
		List<AiServiceTool> tools = provided.aiServiceTools()
			.stream()
			.map((tool) -> tool.toBuilder()
				.toolExecutor(TracedToolExecutor.around(tool.toolExecutor(), this.tracer))
				.build())
			.toList();
		return new ToolProviderResult(tools);
	}

}
