package dev.gai.braintrust.langchain4j;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import org.aopalliance.intercept.MethodInvocation;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Methods that have a span because of an annotation of this library need no second one.
 */
final class OwnAnnotations {

	private static final List<Class<? extends Annotation>> ALL = List.of(TracedLlmCall.class, TracedAgent.class,
			AgentStep.class, AgentTool.class);

	private OwnAnnotations() {
	}

	static boolean trace(MethodInvocation invocation) {
		return areOn(invocation.getMethod());
	}

	static boolean areOn(Method method) {
		return ALL.stream().anyMatch((type) -> AnnotatedElementUtils.hasAnnotation(method, type));
	}

}
