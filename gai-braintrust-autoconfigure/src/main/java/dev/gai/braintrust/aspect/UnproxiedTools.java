package dev.gai.braintrust.aspect;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

import org.springframework.util.ReflectionUtils;

/**
 * Classes with tools of LangChain4j. It looks for its annotation on the very class of the
 * object that it is given, so that it refuses a proxy. Known by name: it may be absent.
 */
final class UnproxiedTools {

	private static final String TOOL = "dev.langchain4j.agent.tool.Tool";

	private static final ClassValue<Boolean> CLASSES = new ClassValue<>() {
		@Override
		protected Boolean computeValue(Class<?> type) {
			for (Method method : ReflectionUtils.getAllDeclaredMethods(type)) {
				if (isTool(method)) {
					return true;
				}
			}
			return false;
		}
	};

	private UnproxiedTools() {
	}

	static boolean areIn(Class<?> type) {
		return CLASSES.get(type);
	}

	static boolean isTool(Method method) {
		for (Annotation annotation : method.getDeclaredAnnotations()) {
			if (annotation.annotationType().getName().equals(TOOL)) {
				return true;
			}
		}
		return false;
	}

}
