package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.trace.SpanType;

/**
 * What the annotation of one method says, with its templates parsed.
 *
 * @param method the method of the target
 * @param place class and method, for reports
 * @param type the kind of span
 * @param capture whether content is captured
 * @param name the name
 * @param operation the operation of a model call
 * @param texts templates of single values by what they set
 * @param metadata templates of metadata by key
 * @param tags templates of tags
 * @param temperature the requested temperature
 * @param maxTokens the requested limit of tokens
 * @param arguments roles of the arguments
 */
record TracedMethod(Method method, String place, SpanType type, Capture capture, Template name, Template operation,
		Map<TextSetting, Template> texts, Map<String, Template> metadata, List<Template> tags, double temperature,
		long maxTokens, MethodArguments arguments) {

	TracedMethod {
		texts = Map.copyOf(texts);
		metadata = new LinkedHashMap<>(metadata);
		tags = List.copyOf(tags);
	}

	/**
	 * Whether any template needs the arguments or the result.
	 * @return whether a context must be made
	 */
	boolean isDynamic() {
		List<Template> all = new ArrayList<>(this.texts.values());
		all.addAll(this.metadata.values());
		all.addAll(this.tags);
		all.add(this.name);
		all.add(this.operation);
		return all.stream().anyMatch(Template::isDynamic);
	}

	boolean hasTemplatesAfterCall() {
		return this.texts.values().stream().anyMatch(Template::isAfterCall)
				|| this.metadata.values().stream().anyMatch(Template::isAfterCall)
				|| this.tags.stream().anyMatch(Template::isAfterCall);
	}

}
