package dev.gai.braintrust.eval.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.eval.EvalTest;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Where evaluations are: in methods of classes, and of classes nested in them.
 */
final class EvalClasses {

	private EvalClasses() {
	}

	static boolean isTopLevelWithEvals(Class<?> type) {
		return !isInner(type) && hasEvals(type);
	}

	static boolean isInner(Class<?> type) {
		return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
	}

	static boolean hasEvals(Class<?> type) {
		return hasEvals(type, new HashSet<>());
	}

	/**
	 * A nested class that extends the one around it inherits itself.
	 */
	private static boolean hasEvals(Class<?> type, Set<Class<?>> seen) {
		return seen.add(type) && !Modifier.isAbstract(type.getModifiers()) && !type.isAnonymousClass()
				&& !type.isLocalClass() && (!evals(type).isEmpty() || !nested(type, seen).isEmpty());
	}

	static List<Method> evals(Class<?> type) {
		return ReflectionSupport.findMethods(type, EvalClasses::isEval, HierarchyTraversalMode.TOP_DOWN);
	}

	static boolean isEval(Method method) {
		return AnnotationSupport.isAnnotated(method, EvalTest.class) && !Modifier.isPrivate(method.getModifiers())
				&& !Modifier.isStatic(method.getModifiers()) && !Modifier.isAbstract(method.getModifiers());
	}

	static List<Class<?>> nested(Class<?> type) {
		return nested(type, new HashSet<>(Set.of(type)));
	}

	private static List<Class<?>> nested(Class<?> type, Set<Class<?>> seen) {
		return ReflectionSupport.findNestedClasses(type, (inner) -> inner != type && isInner(inner)
				&& AnnotationSupport.isAnnotated(inner, Nested.class) && hasEvals(inner, new HashSet<>(seen)));
	}

	/**
	 * The classes around an inner one, the outermost first.
	 */
	static List<Class<?>> enclosing(Class<?> type) {
		List<Class<?>> enclosing = new ArrayList<>();
		for (Class<?> at = type; isInner(at); at = at.getEnclosingClass()) {
			enclosing.add(0, at.getEnclosingClass());
		}
		return enclosing;
	}

	/**
	 * Name and parameters of a method, as unique ids have them.
	 */
	static String signature(Method method) {
		List<String> names = new ArrayList<>();
		for (Class<?> parameter : method.getParameterTypes()) {
			names.add(parameter.getName());
		}
		return method.getName() + "(" + String.join(", ", names) + ")";
	}

}
