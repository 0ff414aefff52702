package dev.gai.braintrust.aspect;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.StringValueResolver;

/**
 * Finds the annotation of a method, also as a meta-annotation and on an interface, and
 * keeps what it says.
 */
final class TracedMethods {

	static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(TracedLlmCall.class, TracedAgent.class,
			AgentStep.class, AgentTool.class);

	private final StringValueResolver placeholders;

	private final Map<MethodClassKey, Optional<TracedMethod>> methods = new ConcurrentHashMap<>();

	TracedMethods(StringValueResolver placeholders) {
		this.placeholders = placeholders;
	}

	static boolean isAnnotated(Method method) {
		return !annotations(method).isEmpty();
	}

	/**
	 * Whether a method may be called again when it fails.
	 * @param method the method
	 * @return whether its annotation allows more than one attempt
	 */
	static boolean isRetried(Method method) {
		TracedLlmCall call = AnnotatedElementUtils.findMergedAnnotation(method, TracedLlmCall.class);
		AgentTool tool = AnnotatedElementUtils.findMergedAnnotation(method, AgentTool.class);
		return (call != null && call.retry().maxAttempts() > 1) || (tool != null && tool.retry().maxAttempts() > 1);
	}

	/**
	 * The annotations of a method.
	 * @param method the method
	 * @return those that it has, of which the first one counts
	 */
	static List<Class<? extends Annotation>> annotations(Method method) {
		MergedAnnotations all = MergedAnnotations.from(method, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY);
		return ANNOTATIONS.stream().filter(all::isPresent).toList();
	}

	/**
	 * Whether a method makes a bean, which is nothing that a model or a tool did.
	 * @param method the method
	 * @return whether it does
	 */
	static boolean makesBean(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, Bean.class);
	}

	@Nullable TracedMethod find(Method method, @Nullable Class<?> targetClass) {
		MethodClassKey key = new MethodClassKey(method, targetClass);
		Optional<TracedMethod> known = this.methods.get(key);
		return ((known != null) ? known : this.methods.computeIfAbsent(key, (unknown) -> read(method, targetClass)))
			.orElse(null);
	}

	private Optional<TracedMethod> read(Method method, @Nullable Class<?> targetClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		if (makesBean(specific)) {
			return Optional.empty();
		}
		TracedMethodReader reader = new TracedMethodReader(specific, this.placeholders);
		for (Class<? extends Annotation> type : ANNOTATIONS) {
			Annotation annotation = AnnotatedElementUtils.findMergedAnnotation(specific, type);
			if (annotation != null) {
				return Optional.of(reader.read(annotation));
			}
		}
		return Optional.empty();
	}

}
