package dev.gai.braintrust.aspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.trace.GenAiSpan;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;

/**
 * The templates of one annotation. What can be known of them without a call is found out
 * once.
 */
final class MethodTemplates {

	private final String place;

	private final Template name;

	private final Template operation;

	private final Map<TextSetting, Template> texts;

	private final Map<String, Template> metadata;

	private final List<Template> tags;

	private final boolean dynamic;

	private final boolean afterCall;

	MethodTemplates(String place, Template name, Template operation, Map<TextSetting, Template> texts,
			Map<String, Template> metadata, List<Template> tags) {
		this.place = place;
		this.name = name;
		this.operation = operation;
		this.texts = texts;
		this.metadata = new LinkedHashMap<>(metadata);
		this.tags = List.copyOf(tags);
		this.dynamic = Stream.concat(Stream.of(name, operation), settings()).anyMatch(Template::isDynamic);
		this.afterCall = settings().anyMatch(Template::isAfterCall);
	}

	private Stream<Template> settings() {
		return Stream.of(this.texts.values(), this.metadata.values(), this.tags)
			.flatMap((templates) -> templates.stream());
	}

	/**
	 * Whether any template needs the arguments or the result.
	 * @return whether a context must be made
	 */
	boolean isDynamic() {
		return this.dynamic;
	}

	boolean hasTemplatesAfterCall() {
		return this.afterCall;
	}

	@Nullable String name(@Nullable EvaluationContext context) {
		return this.name.text(context, this.place);
	}

	@Nullable String operation(@Nullable EvaluationContext context) {
		return this.operation.text(context, this.place);
	}

	/**
	 * Writes the values of templates on a span.
	 * @param span the span
	 * @param context the context, unused by constant templates
	 * @param after whether the call has returned: each template is evaluated either
	 * before or after that
	 */
	void write(GenAiSpan span, @Nullable EvaluationContext context, boolean after) {
		this.texts.forEach((setting, template) -> {
			String text = (template.isAfterCall() == after) ? template.text(context, this.place) : null;
			if (text != null && !text.isEmpty()) {
				setting.set(span, text);
			}
		});
		this.metadata.forEach((key, template) -> {
			Object value = (template.isAfterCall() == after) ? template.value(context, this.place) : null;
			if (value != null) {
				span.metadata(key, value);
			}
		});
		for (Template tag : this.tags) {
			if (tag.isAfterCall() == after) {
				span.tag(tag.text(context, this.place));
			}
		}
	}

}
