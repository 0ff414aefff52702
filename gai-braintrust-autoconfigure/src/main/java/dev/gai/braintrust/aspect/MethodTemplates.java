package dev.gai.braintrust.aspect;

import java.util.ArrayList;
import java.util.Collection;
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

	private final List<Setting> beforeCall = new ArrayList<>();

	private final List<Setting> afterCall = new ArrayList<>();

	private final boolean dynamic;

	MethodTemplates(String place, Template name, Template operation, Map<TextSetting, Template> texts,
			Map<String, Template> metadata, List<Template> tags) {
		this.place = place;
		this.name = name;
		this.operation = operation;
		texts.forEach((setting, template) -> add(template, (span, context) -> {
			String text = template.text(context, place);
			if (text != null && !text.isEmpty()) {
				setting.set(span, text);
			}
		}));
		metadata.forEach((key, template) -> add(template, (span, context) -> {
			Object value = template.value(context, place);
			if (value != null) {
				span.metadata(key, value);
			}
		}));
		tags.forEach((template) -> add(template, (span, context) -> span.tag(template.text(context, place))));
		this.dynamic = Stream.of(List.of(name, operation), texts.values(), metadata.values(), tags)
			.flatMap(Collection::stream)
			.anyMatch(Template::isDynamic);
	}

	private void add(Template template, Setting setting) {
		(template.isAfterCall() ? this.afterCall : this.beforeCall).add(setting);
	}

	/**
	 * Whether any template needs the arguments or the result.
	 * @return whether a context must be made
	 */
	boolean isDynamic() {
		return this.dynamic;
	}

	boolean hasTemplatesAfterCall() {
		return !this.afterCall.isEmpty();
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
		List<Setting> settings = after ? this.afterCall : this.beforeCall;
		for (int i = 0; i < settings.size(); i++) {
			settings.get(i).write(span, context);
		}
	}

	/** What one template sets on a span. */
	@FunctionalInterface
	private interface Setting {

		void write(GenAiSpan span, @Nullable EvaluationContext context);

	}

}
