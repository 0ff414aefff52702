package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.LlmContext;
import dev.gai.braintrust.trace.GenAiContext;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringValueResolver;

/**
 * The templates of a {@link LlmContext}.
 */
final class ContextTemplates {

	private final Method method;

	private final MethodArguments arguments;

	private final String place;

	private final Template session;

	private final Template user;

	private final Map<String, Template> metadata;

	private final List<Template> tags;

	ContextTemplates(Method method, LlmContext annotation, StringValueResolver placeholders) {
		this.method = method;
		this.arguments = new MethodArguments(method);
		this.place = method.getDeclaringClass().getName() + "." + method.getName();
		this.session = Template.parse(annotation.session(), placeholders, this.place);
		this.user = Template.parse(annotation.user(), placeholders, this.place);
		this.metadata = new TracedMethodReader(method, placeholders).metadata(annotation.metadata());
		this.tags = Arrays.stream(annotation.tags())
			.map((tag) -> Template.parse(tag, placeholders, this.place))
			.toList();
	}

	/**
	 * Evaluates the templates.
	 * @param target the bean
	 * @param values the arguments
	 * @return the context
	 */
	GenAiContext context(@Nullable Object target, @Nullable Object[] values) {
		CallVariables evaluation = new CallVariables(this.method, this.arguments, target, values);
		GenAiContext context = GenAiContext.session(this.session.text(evaluation, this.place))
			.user(this.user.text(evaluation, this.place));
		for (Map.Entry<String, Template> entry : this.metadata.entrySet()) {
			context = context.metadata(entry.getKey(), entry.getValue().value(evaluation, this.place));
		}
		for (Template tag : this.tags) {
			context = context.tag(tag.text(evaluation, this.place));
		}
		return context;
	}

}
