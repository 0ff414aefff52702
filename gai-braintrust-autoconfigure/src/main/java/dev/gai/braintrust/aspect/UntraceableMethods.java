package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Says at startup which annotated methods a proxy cannot reach. Nothing is worse than a
 * span that is missing without a word.
 */
final class UntraceableMethods {

	private static final Log logger = LogFactory.getLog(UntraceableMethods.class);

	private final Set<Class<?>> seen = ConcurrentHashMap.newKeySet();

	void report(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, TracedMethods.ANNOTATIONS) || !this.seen.add(type)) {
			return;
		}
		try {
			inspect(type);
		}
		catch (Exception | LinkageError ex) {
			logger.debug("Could not inspect " + type.getName(), ex);
		}
	}

	private void inspect(Class<?> type) {
		List<Method> annotated = new ArrayList<>();
		ReflectionUtils.doWithMethods(type, annotated::add, (method) -> method.getDeclaringClass() != Object.class
				&& !method.isSynthetic() && TracedMethods.isAnnotated(method));
		List<Method> reachable = new ArrayList<>();
		for (Method method : annotated) {
			String reason = reason(type, method);
			if (reason != null) {
				warn(type, method, reason);
			}
			else {
				reachable.add(method);
			}
		}
		for (SelfInvocations.Call call : SelfInvocations.in(type, reachable)) {
			warn(type, call.method(), "is called from " + call.caller()
					+ "() of the same class, past the proxy; call it through another bean");
		}
	}

	private static @Nullable String reason(Class<?> type, Method method) {
		int modifiers = method.getModifiers();
		if (Modifier.isStatic(modifiers)) {
			return "is static";
		}
		if (Modifier.isPrivate(modifiers)) {
			return "is private";
		}
		boolean onInterface = ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.anyMatch((candidate) -> ClassUtils.hasMethod(candidate, method));
		if (Modifier.isFinal(modifiers)) {
			return "is final";
		}
		if (Modifier.isFinal(type.getModifiers()) && !onInterface) {
			return "belongs to a final class and to no interface of it";
		}
		return null;
	}

	private static void warn(Class<?> type, Method method, String reason) {
		logger.warn("Calls of " + type.getName() + "." + method.getName() + " are not traced"
				+ (reason.startsWith("is called") ? " where it " : ": it ") + reason);
	}

}
