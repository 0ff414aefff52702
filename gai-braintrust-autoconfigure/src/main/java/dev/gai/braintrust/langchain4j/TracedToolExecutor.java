package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Supplier;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.annotation.LlmSecret;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Traces a tool. One that fails is seen here before LangChain4j turns the error into an
 * answer.
 */
final class TracedToolExecutor implements ToolExecutor {

	private final ToolExecutor tool;

	private final Supplier<@Nullable GenAiTracer> tracer;

	private final @Nullable AgentTool annotation;

	private final boolean secret;

	TracedToolExecutor(ToolExecutor tool, Supplier<@Nullable GenAiTracer> tracer, @Nullable Method method) {
		this.tool = tool;
		this.tracer = tracer;
		this.annotation = (method != null) ? AnnotatedElementUtils.findMergedAnnotation(method, AgentTool.class) : null;
		this.secret = method != null && Arrays.stream(method.getParameters())
			.anyMatch((parameter) -> AnnotatedElementUtils.hasAnnotation(parameter, LlmSecret.class));
	}

	@Override
	public String execute(ToolExecutionRequest request, Object memoryId) {
		return trace(request, () -> this.tool.execute(request, memoryId));
	}

	@Override
	public ToolExecutionResult executeWithContext(ToolExecutionRequest request, InvocationContext context) {
		return trace(request, () -> this.tool.executeWithContext(request, context));
	}

	private <T> T trace(ToolExecutionRequest request, Work<T, RuntimeException> work) {
		GenAiTracer available = this.tracer.get();
		if (available == null) {
			return work.run();
		}
		ActiveSpan span = available.starter()
			.start(new SpanSpec(SpanType.TOOL, nameOf(request), null, "langchain4j",
					(this.annotation != null) ? this.annotation.capture() : Capture.INHERIT),
					(prepared) -> write(request, prepared));
		T result;
		try {
			result = Scopes.inside(span.observation(), work);
		}
		catch (Throwable ex) {
			Throwable cause = (ex instanceof LangChain4jException) ? ex.getCause() : null;
			span.failed((cause != null) ? cause : ex);
			throw ex;
		}
		if (result instanceof ToolExecutionResult outcome) {
			Guard.run("The result of a tool is not recorded", () -> end(span, outcome));
			// Whatever its result says.
			span.completed(null);
		}
		else {
			span.completed(result);
		}
		return result;
	}

	private static void end(ActiveSpan span, ToolExecutionResult outcome) {
		if (outcome.isError()) {
			span.failed(new ToolExecutionException(outcome.resultText()));
			return;
		}
		boolean hasText = outcome.resultContents().size() == 1;
		span.completed((outcome.result() == null && hasText) ? outcome.resultText() : outcome.result());
	}

	private String nameOf(ToolExecutionRequest request) {
		String name = (this.annotation != null) ? this.annotation.name() : "";
		// A template can be evaluated by the advice alone.
		return (name.isEmpty() || name.contains("{")) ? request.name() : name;
	}

	private void write(ToolExecutionRequest request, GenAiSpan span) {
		span.requestParameter("tool_call_id", request.id());
		if (this.secret) {
			return;
		}
		String arguments = request.arguments();
		try {
			span.input((arguments != null) ? JsonMapper.shared().readTree(arguments) : null);
		}
		catch (JacksonException ex) {
			// Models do not always write JSON.
			span.input(arguments);
		}
	}

}
