package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * What the annotation of one method says, with its templates parsed.
 *
 * @param method the method of the target
 * @param type the kind of span
 * @param capture whether content is captured
 * @param templates the templates
 * @param temperature the requested temperature
 * @param maxTokens the requested limit of tokens
 * @param arguments roles of the arguments
 * @param retry whether and when the method is called again
 * @param view what Jackson shows of the result, {@code null} if no view says so
 */
record TracedMethod(Method method, SpanType type, Capture capture, MethodTemplates templates, double temperature,
		long maxTokens, MethodArguments arguments, MethodRetry retry, @Nullable Class<?> view) {

	/**
	 * Name of the span when the template of it has no value.
	 * @return the method's name; for a model call nothing, since it is named by its model
	 */
	String defaultName() {
		return this.type.callsModel() ? "" : this.method.getName();
	}

}
