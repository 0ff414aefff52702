package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;

import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.SpanSpec;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.expression.EvaluationContext;

/**
 * One call of an annotated method, from which spans can be started.
 */
final class TracedInvocation {

	private final GenAiTracer tracer;

	private final TracedMethod traced;

	private final @Nullable Object[] arguments;

	private final @Nullable MethodBasedEvaluationContext context;

	TracedInvocation(GenAiTracer tracer, TracedMethod traced, @Nullable Object target, @Nullable Object[] arguments) {
		this.tracer = tracer;
		this.traced = traced;
		this.arguments = arguments;
		this.context = traced.isDynamic() ? context(traced.method(), target, traced.arguments().visible(arguments))
				: null;
	}

	@SuppressWarnings("NullAway") // Spring declares the arguments as never null, but
									// handles it
	private static MethodBasedEvaluationContext context(Method method, @Nullable Object target,
			@Nullable Object[] visible) {
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext((target != null) ? target : method,
				method, visible, MethodArguments.NAMES);
		context.setVariable("args", visible);
		context.setVariable("target", target);
		return context;
	}

	/**
	 * Starts a span.
	 * @param parent what it belongs to, {@code null} for what is current
	 * @return the call that the span stands for
	 */
	TrackedCall start(@Nullable Observation parent) {
		SpanSpec spec = new SpanSpec(this.traced.type(), textOf(this.traced.name(), ""),
				this.traced.operation().isEmpty() ? null : textOf(this.traced.operation(), "chat"), "aspect",
				this.traced.capture());
		ActiveSpan active = (parent != null) ? this.tracer.start(spec, this::prepare, parent)
				: this.tracer.start(spec, this::prepare);
		return this.traced.hasTemplatesAfterCall() ? new TemplatedCall(active, this::completeWith) : active;
	}

	private String textOf(Template template, String otherwise) {
		String text = template.text(this.context, this.traced.place());
		return (text != null) ? text : otherwise;
	}

	private void prepare(GenAiSpan span) {
		span.temperature(this.traced.temperature()).maxTokens(this.traced.maxTokens());
		this.traced.arguments().write(this.traced.type(), this.arguments, span);
		apply(span, this.context, false);
	}

	private void completeWith(GenAiSpan span, @Nullable Object result) {
		MethodBasedEvaluationContext contextWithResult = this.context;
		if (contextWithResult != null) {
			contextWithResult.setVariable("result", result);
			apply(span, contextWithResult, true);
		}
	}

	private void apply(GenAiSpan span, @Nullable EvaluationContext evaluation, boolean afterCall) {
		String place = this.traced.place();
		this.traced.texts().forEach((setting, template) -> {
			String text = (template.isAfterCall() == afterCall) ? template.text(evaluation, place) : null;
			if (text != null && !text.isEmpty()) {
				setting.set(span, text);
			}
		});
		this.traced.metadata().forEach((key, template) -> {
			Object value = (template.isAfterCall() == afterCall) ? template.value(evaluation, place) : null;
			if (value != null) {
				span.metadata(key, value);
			}
		});
		this.traced.tags()
			.stream()
			.filter((template) -> template.isAfterCall() == afterCall)
			.forEach((template) -> span.tag(template.text(evaluation, place)));
	}

}
