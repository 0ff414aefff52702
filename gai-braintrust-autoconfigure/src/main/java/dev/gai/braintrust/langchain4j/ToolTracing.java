package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Puts tracing around what executes a tool. LangChain4j takes no object that is a proxy,
 * so a tool that carries one of our annotations is reached through one only here.
 *
 * @param tracer supplies the tracer
 * @param advice puts the tracing of annotated methods around an object
 */
record ToolTracing(Supplier<@Nullable GenAiTracer> tracer, UnaryOperator<Object> advice) {

	/**
	 * Puts tracing around what executes a tool, once.
	 * @param tool executes the tool
	 * @return what executes the tool in a span
	 */
	ToolExecutor around(ToolExecutor tool) {
		if (tool instanceof TracedToolExecutor) {
			return tool;
		}
		Method method = Guard.get("A tool may be seen twice", null, () -> annotatedMethod(tool));
		if (method == null) {
			return new TracedToolExecutor(tool, this.tracer, null);
		}
		ToolExecutor advised = Guard.get("An annotation of a tool is not read in full", null,
				() -> advised((DefaultToolExecutor) tool, method));
		return (advised != null) ? advised : new TracedToolExecutor(tool, this.tracer, method);
	}

	private static @Nullable Method annotatedMethod(ToolExecutor tool) {
		Object method = (tool instanceof DefaultToolExecutor) ? value(tool, "originalMethod") : null;
		return (method instanceof Method declared && OwnAnnotations.areOn(declared)) ? declared : null;
	}

	/**
	 * A proxy makes the span by itself.
	 */
	private @Nullable ToolExecutor advised(DefaultToolExecutor tool, Method method) {
		Object object = value(tool, "object");
		if (object == null || AopUtils.isAopProxy(object)) {
			return tool;
		}
		Object proxy = this.advice.apply(object);
		if (proxy == object || !isReached(proxy, method)) {
			return null;
		}
		return DefaultToolExecutor.builder()
			.object(proxy)
			.originalMethod(method)
			.methodToInvoke(method)
			.wrapToolArgumentsExceptions((Boolean) value(tool, "wrapToolArgumentsExceptions"))
			.propagateToolExecutionExceptions((Boolean) value(tool, "propagateToolExecutionExceptions"))
			.build();
	}

	/**
	 * Whether a subclass answers the call. A method that it cannot override would run on
	 * it, where all fields are empty.
	 */
	private static boolean isReached(Object proxy, Method method) {
		Method called = ReflectionUtils.findMethod(proxy.getClass(), method.getName(), method.getParameterTypes());
		return called != null && called.getDeclaringClass() == proxy.getClass()
				&& !Modifier.isPrivate(method.getModifiers());
	}

	private static @Nullable Object value(Object tool, String name) {
		Field field = ReflectionUtils.findField(DefaultToolExecutor.class, name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, tool);
	}

}
