package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanType;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.memory.ChatMemoryAccess;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.util.function.SingletonSupplier;

/**
 * Traces the calls of an AI service, around its calls of models and tools.
 */
final class AiServiceInterceptor implements MethodInterceptor {

	private static final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	private final Supplier<@Nullable GenAiTracer> tracer;

	private final SingletonSupplier<Object> service;

	AiServiceInterceptor(Object service, Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
		this.service = SingletonSupplier.of(() -> {
			AiServiceGuardrails.trace(service, tracer);
			TracedChatMemories.trace(service, tracer);
			return service;
		});
	}

	@Override
	@SuppressWarnings("NullAway") // a null result of the method passes through
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		GenAiTracer available = this.tracer.get();
		Method method = invocation.getMethod();
		boolean service = method.getDeclaringClass() != Object.class
				&& method.getDeclaringClass() != ChatMemoryAccess.class;
		if (available != null && service) {
			// With its guardrails, which it makes at its first call, and its memory.
			this.service.get();
		}
		if (available == null || !service || OwnAnnotations.trace(invocation)) {
			return invocation.proceed();
		}
		ActiveSpan span = start(available, invocation);
		Object result;
		try {
			result = Scopes.inside(span.observation(), invocation::proceed);
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		return (result instanceof TokenStream stream) ? TracedTokenStream.around(stream, span)
				: available.starter()
					.completions()
					.follow(result, method.getReturnType(), span, (parent) -> start(available, invocation));
	}

	private static ActiveSpan start(GenAiTracer tracer, MethodInvocation invocation) {
		Method method = invocation.getMethod();
		String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
		ServiceConversation conversation = ServiceConversation.of(method, invocation.getArguments());
		ActiveSpan started = LangChain4jSpans.start(tracer, SpanType.TASK, name, (span) -> {
			span.conversationId(conversation.id());
			writeArguments(method, invocation.getArguments(), span);
		});
		if (!started.observation().isNoop()) {
			started.observation().getContext().put(ServiceConversation.class, conversation);
		}
		return started;
	}

	private static void writeArguments(Method method, @Nullable Object[] values, GenAiSpan span) {
		if (values.length == 1 && values[0] instanceof CharSequence) {
			span.input(values[0]);
			return;
		}
		String[] parameters = names.getParameterNames(method);
		Map<String, @Nullable Object> byName = new LinkedHashMap<>();
		for (int i = 0; i < values.length; i++) {
			byName.put((parameters != null) ? parameters[i] : "arg" + i, values[i]);
		}
		span.input(byName);
	}

}
