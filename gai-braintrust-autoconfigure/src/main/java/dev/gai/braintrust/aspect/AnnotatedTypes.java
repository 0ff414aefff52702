package dev.gai.braintrust.aspect;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.LlmContext;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationFilter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Tells the few types with annotations of ours from all the others, of which an
 * application has thousands: each type is looked at once, and each annotation, too.
 */
final class AnnotatedTypes {

	private static final List<Class<? extends Annotation>> OURS = List.of(TracedLlmCall.class, TracedAgent.class,
			AgentStep.class, AgentTool.class, LlmContext.class);

	/** What this library is built on cannot have annotations of it. */
	private static final List<String> BELOW = List.of("java.", "jakarta.", "io.micrometer.common.",
			"io.micrometer.core.", "io.micrometer.observation.", "io.micrometer.tracing.", "io.opentelemetry.api.",
			"io.opentelemetry.context.", "io.opentelemetry.sdk.", "tools.jackson.core.", "tools.jackson.databind.",
			"org.apache.catalina.");

	/** Whether an annotation is one of ours, or is annotated with one. */
	private static final ClassValue<Boolean> ANNOTATIONS = new ClassValue<>() {
		@Override
		protected Boolean computeValue(Class<?> type) {
			return !AnnotationFilter.PLAIN.matches(type)
					&& (OURS.contains(type) || OURS.stream().anyMatch(MergedAnnotations.from(type)::isPresent));
		}
	};

	private static final ClassValue<Boolean> TYPES = new ClassValue<>() {
		@Override
		protected Boolean computeValue(Class<?> type) {
			if (isBelow(type)) {
				return false;
			}
			if (isAnyAnnotated(type) || (type.getSuperclass() != null && get(type.getSuperclass()))) {
				return true;
			}
			for (Class<?> inherited : type.getInterfaces()) {
				if (get(inherited)) {
					return true;
				}
			}
			return false;
		}
	};

	private AnnotatedTypes() {
	}

	/**
	 * Whether a method of a type may have one of our annotations.
	 * @param type the type
	 * @return {@code false} only if none has, here or in what it extends
	 */
	static boolean has(@Nullable Class<?> type) {
		return type != null && TYPES.get(type);
	}

	/**
	 * Whether a bean of a type may have to be advised. The methods of a class are not
	 * looked at where its name tells that it is none of the application's: that would
	 * load all classes that they name.
	 * @param type the type
	 * @return {@code false} only if no method has an annotation of ours
	 */
	static boolean isAdvised(Class<?> type) {
		return !isOfSpring(type) && !isOfThisLibrary(type) && has(type);
	}

	/**
	 * As Spring tells its classes from those of an application in its packages, where it
	 * looks for event listeners.
	 */
	private static boolean isOfSpring(Class<?> type) {
		return type.getName().startsWith("org.springframework.")
				&& !AnnotatedElementUtils.isAnnotated(ClassUtils.getUserClass(type), Component.class);
	}

	private static boolean isOfThisLibrary(Class<?> type) {
		return type.getName().startsWith("dev.gai.braintrust.")
				&& type.getProtectionDomain() == AnnotatedTypes.class.getProtectionDomain();
	}

	private static boolean isBelow(Class<?> type) {
		String name = type.getName();
		for (String start : BELOW) {
			if (name.startsWith(start)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAnyAnnotated(Class<?> type) {
		try {
			for (Method method : type.getDeclaredMethods()) {
				for (Annotation annotation : method.getDeclaredAnnotations()) {
					if (ANNOTATIONS.get(annotation.annotationType())) {
						return true;
					}
				}
			}
			return false;
		}
		catch (Throwable ex) {
			// A class that a method names is not there: whoever looks closer will see.
			Guard.rethrowFatal(ex);
			return true;
		}
	}

}
