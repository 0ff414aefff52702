package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.SpanType;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.StringUtils;

/**
 * Traces the methods that LangChain4j offers to a model as tools. A tool that fails is
 * seen here before LangChain4j turns the error into an answer.
 */
final class ToolInterceptor implements MethodInterceptor {

	private static final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	private final Supplier<@Nullable GenAiTracer> tracer;

	ToolInterceptor(Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
	}

	@Override
	@SuppressWarnings("NullAway") // a null result of the method passes through
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		GenAiTracer available = this.tracer.get();
		Tool tool = AnnotationUtils.findAnnotation(invocation.getMethod(), Tool.class);
		if (available == null || tool == null || OwnAnnotations.trace(invocation)) {
			return invocation.proceed();
		}
		String name = StringUtils.hasText(tool.name()) ? tool.name() : invocation.getMethod().getName();
		ActiveSpan span = LangChain4jSpans.start(available, SpanType.TOOL, name,
				(prepared) -> writeArguments(invocation, prepared));
		Object result;
		try {
			result = Scopes.inside(span.observation(), invocation::proceed);
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		span.completed(result);
		return result;
	}

	private static void writeArguments(MethodInvocation invocation, GenAiSpan span) {
		Method method = invocation.getMethod();
		@Nullable Object[] values = invocation.getArguments();
		String[] parameters = names.getParameterNames(method);
		Map<String, @Nullable Object> byName = new LinkedHashMap<>();
		for (int i = 0; i < values.length; i++) {
			boolean fromModel = !(values[i] instanceof InvocationContext)
					&& !(values[i] instanceof InvocationParameters);
			if (fromModel) {
				byName.put((parameters != null) ? parameters[i] : "arg" + i, values[i]);
			}
		}
		span.input(byName);
	}

}
