package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.LlmContext;
import dev.gai.braintrust.completion.Coroutines;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiContext;
import dev.gai.braintrust.trace.GenAiContextAccessor;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

/**
 * Opens the context of a method that has {@link LlmContext} around it and its result.
 */
final class ContextInterceptor implements MethodInterceptor {

	private static final boolean reactor = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ContextInterceptor.class.getClassLoader());

	private final StringValueResolver placeholders;

	private final MethodInterceptor inside;

	private final Map<MethodClassKey, Optional<ContextTemplates>> methods = new ConcurrentHashMap<>();

	/**
	 * Creates an interceptor.
	 * @param placeholders resolves placeholders
	 * @param inside runs inside the context
	 */
	ContextInterceptor(StringValueResolver placeholders, MethodInterceptor inside) {
		this.placeholders = placeholders;
		this.inside = inside;
	}

	static boolean isAnnotated(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, LlmContext.class);
	}

	@Override
	@SuppressWarnings("try") // it is open for as long as the block runs
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		GenAiContext context = Guard.get("A context is not shared", null, () -> context(invocation));
		if (context == null) {
			return this.inside.invoke(invocation);
		}
		@Nullable Object result;
		GenAiContextAccessor accessor = new GenAiContextAccessor();
		Object before = accessor.getValue();
		try (GenAiContext.Scope scope = context.open()) {
			if (Coroutines.suspend(invocation.getMethod()) && invocation instanceof ProxyMethodInvocation changeable) {
				goOnInside(changeable, accessor.getValue(), before);
			}
			result = this.inside.invoke(invocation);
		}
		return kept(result, invocation.getMethod().getReturnType(), context);
	}

	@SuppressWarnings("NullAway") // Spring declares the arguments as never null, but
									// handles it
	private static void goOnInside(ProxyMethodInvocation invocation, @Nullable Object open, @Nullable Object before) {
		invocation.setArguments(ContextElement.inside(invocation.getArguments(), open, before));
	}

	private @Nullable GenAiContext context(MethodInvocation invocation) {
		Object target = invocation.getThis();
		Class<?> type = (target != null) ? AopUtils.getTargetClass(target) : null;
		MethodClassKey key = new MethodClassKey(invocation.getMethod(), type);
		return this.methods.computeIfAbsent(key, (unknown) -> read(invocation.getMethod(), type))
			.map((templates) -> templates.context(target, invocation.getArguments()))
			.orElse(null);
	}

	private Optional<ContextTemplates> read(Method method, @Nullable Class<?> type) {
		Method specific = AopUtils.getMostSpecificMethod(method, type);
		LlmContext annotation = AnnotatedElementUtils.findMergedAnnotation(specific, LlmContext.class);
		return Optional.ofNullable(annotation).map((found) -> new ContextTemplates(specific, found, this.placeholders));
	}

	private static @Nullable Object kept(@Nullable Object result, Class<?> declared, GenAiContext context) {
		if (result instanceof Stream<?> stream && declared.isAssignableFrom(Stream.class)) {
			return ContextStream.of(stream, context);
		}
		return (reactor && result != null) ? ContextPublishers.inside(result, declared, context) : result;
	}

}
