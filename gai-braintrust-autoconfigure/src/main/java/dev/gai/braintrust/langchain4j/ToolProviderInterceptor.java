package dev.gai.braintrust.langchain4j;

import java.util.List;

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

	private final ToolTracing tracing;

	ToolProviderInterceptor(ToolTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object result = invocation.proceed();
		return (result instanceof ToolProviderResult provided) ? traced(provided) : result;
	}

	private ToolProviderResult traced(ToolProviderResult provided) {
		List<AiServiceTool> tools = provided.aiServiceTools()
			.stream()
			.map((tool) -> tool.toBuilder().toolExecutor(this.tracing.around(tool.toolExecutor())).build())
			.toList();
		return new ToolProviderResult(tools);
	}

}
