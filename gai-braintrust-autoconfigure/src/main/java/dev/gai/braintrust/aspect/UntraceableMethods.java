package dev.gai.braintrust.aspect;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.gai.braintrust.completion.Coroutines;
import dev.gai.braintrust.completion.type.AsyncTypes;
import dev.gai.braintrust.guard.Guard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
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

	/**
	 * Reports the methods of a class that are not traced, once.
	 * @param type class of a bean
	 * @param interfacesOnly whether it is advised through its interfaces alone
	 */
	void report(Class<?> type, boolean interfacesOnly) {
		look(type, () -> inspect(type, interfacesOnly));
	}

	/**
	 * Reports the methods of a class without a proxy, once: only those that are tools are
	 * traced.
	 * @param type class of a bean with tools of LangChain4j
	 */
	void reportBesideTools(Class<?> type) {
		look(type, () -> {
			for (Method method : annotated(type)) {
				if (!UnproxiedTools.isTool(method)) {
					warn(type, method,
							"stands beside tools of LangChain4j, which takes no proxy; move it to another " + "bean");
				}
			}
		});
	}

	private void look(Class<?> type, Runnable inspection) {
		if (!AnnotationUtils.isCandidateClass(type, TracedMethods.ANNOTATIONS) || !this.seen.add(type)) {
			return;
		}
		try {
			inspection.run();
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			logger.debug("Could not inspect " + type.getName(), ex);
		}
	}

	private static List<Method> annotated(Class<?> type) {
		List<Method> annotated = new ArrayList<>();
		ReflectionUtils.doWithMethods(type, annotated::add, (method) -> method.getDeclaringClass() != Object.class
				&& !method.isSynthetic() && TracedMethods.isAnnotated(method));
		return annotated;
	}

	private void inspect(Class<?> type, boolean interfacesOnly) {
		List<Method> reachable = new ArrayList<>();
		for (Method method : annotated(type)) {
			String reason = reason(type, method, interfacesOnly);
			if (reason != null) {
				warn(type, method, reason);
			}
			else {
				reachable.add(method);
				warnOfSeveral(type, method);
				warnOfItsResult(type, method);
			}
		}
		for (SelfInvocations.Call call : SelfInvocations.in(type, reachable)) {
			warn(type, call.method(), "is called from " + call.caller()
					+ "() of the same class, past the proxy; call it through another bean");
		}
	}

	private static @Nullable String reason(Class<?> type, Method method, boolean interfacesOnly) {
		int modifiers = method.getModifiers();
		if (Modifier.isStatic(modifiers)) {
			return "is static";
		}
		if (Modifier.isPrivate(modifiers)) {
			return "is private";
		}
		if (TracedMethods.makesBean(method)) {
			return "makes a bean, once; annotate the methods of the bean";
		}
		boolean onInterface = method.getDeclaringClass().isInterface() || isOnInterface(type, method);
		if (Modifier.isFinal(type.getModifiers()) && !onInterface) {
			return "belongs to a final class and to no interface of it";
		}
		if (interfacesOnly && !onInterface) {
			return "belongs to no interface of the class, and the proxy has only these";
		}
		return (Modifier.isFinal(modifiers) && !interfacesOnly) ? "is final" : null;
	}

	/**
	 * Whether an interface declares the method, with type parameters perhaps.
	 */
	private static boolean isOnInterface(Class<?> type, Method method) {
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			for (Method declared : candidate.getMethods()) {
				if (declared.getName().equals(method.getName())
						&& AopUtils.getMostSpecificMethod(declared, type).equals(method)) {
					return true;
				}
			}
		}
		return false;
	}

	private static void warnOfItsResult(Class<?> type, Method method) {
		String missed = Coroutines.suspend(method)
				? AsyncTypes.missedOfSuspending(Coroutines.resultOf(method).toClass())
				: AsyncTypes.missed(method.getReturnType());
		if (missed != null) {
			logger.warn("Calls of " + type.getName() + "." + method.getName() + " are not traced in full: " + missed);
		}
	}

	private static void warnOfSeveral(Class<?> type, Method method) {
		List<Class<? extends Annotation>> annotations = TracedMethods.annotations(method);
		if (annotations.size() > 1) {
			logger.warn(type.getName() + "." + method.getName() + " has several annotations that start a span. @"
					+ annotations.get(0).getSimpleName() + " is used; ignored: "
					+ annotations.stream().skip(1).map((other) -> "@" + other.getSimpleName()).toList());
		}
	}

	private static void warn(Class<?> type, Method method, String reason) {
		logger.warn("Calls of " + type.getName() + "." + method.getName() + " are not traced"
				+ (reason.startsWith("is called") ? " where it " : ": it ") + reason);
	}

}
