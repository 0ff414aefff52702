package dev.gai.braintrust.aspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.OnceLog;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.StringValueResolver;

/**
 * A String attribute of an annotation: text, placeholders, expressions. It never fails:
 * what cannot be parsed or evaluated is reported once and has no value.
 */
final class Template {

	/** Most expressions; to have SpEL read one takes longer than all the rest. */
	private static final Pattern VARIABLE = Pattern.compile("#\\{\\s*#([A-Za-z_]\\w*)\\s*}");

	static final Template EMPTY = new Template("", "", null, false);

	private static final SpelExpressionParser parser = new SpelExpressionParser();

	private static final OnceLog log = new OnceLog(Template.class, 1000);

	/** Matches no argument that only begins like the result. */
	private static final Pattern RESULT = Pattern.compile("#result\\b");

	/** As written: the values of placeholders are not for the log. */
	private final String source;

	private final String text;

	private final @Nullable Expression expression;

	/** Where the whole expression is a variable, its name. */
	private final @Nullable String variable;

	private final boolean afterCall;

	private Template(String source, String text, @Nullable Expression expression, boolean afterCall) {
		this.source = source;
		this.text = text;
		this.expression = expression;
		this.variable = variable(text);
		this.afterCall = afterCall;
	}

	/**
	 * Parses a template.
	 * @param source the attribute
	 * @param placeholders resolves placeholders
	 * @param place where the template stands, for the report of a mistake
	 * @return the template; {@link #EMPTY} if it is empty or cannot be parsed
	 */
	static Template parse(String source, StringValueResolver placeholders, String place) {
		if (source.isEmpty()) {
			return EMPTY;
		}
		try {
			String resolved = placeholders.resolveStringValue(source);
			if (resolved == null || resolved.isEmpty()) {
				return EMPTY;
			}
			if (!resolved.contains("#{")) {
				return new Template(source, resolved, null, false);
			}
			Expression expression = parser.parseExpression(resolved, ParserContext.TEMPLATE_EXPRESSION);
			return new Template(source, resolved, expression, RESULT.matcher(resolved).find());
		}
		catch (Throwable ex) {
			report(place, source, ex);
			return EMPTY;
		}
	}

	private static @Nullable String variable(String text) {
		Matcher matcher = VARIABLE.matcher(text);
		String name = matcher.matches() ? matcher.group(1) : null;
		return (name == null || name.equals("root") || name.equals("this")) ? null : name;
	}

	boolean isEmpty() {
		return this.text.isEmpty();
	}

	/**
	 * The template as it was written, for reports of mistakes.
	 * @return the source, without the values of placeholders and arguments
	 */
	String source() {
		return this.source;
	}

	/**
	 * Whether the template can only be evaluated when the call has returned.
	 * @return whether it uses {@code #result}
	 */
	boolean isAfterCall() {
		return this.afterCall;
	}

	/**
	 * Whether an evaluation needs a context.
	 * @return whether there is an expression
	 */
	boolean isDynamic() {
		return this.expression != null;
	}

	/**
	 * Evaluates the template.
	 * @param context the context, unused by constant templates
	 * @param place where the template stands
	 * @return the value with its type if the template is one expression, otherwise text;
	 * {@code null} if it has none
	 */
	@Nullable Object value(@Nullable EvaluationContext context, String place) {
		if (this.expression == null) {
			return this.text.isEmpty() ? null : this.text;
		}
		try {
			if (context == null) {
				return null;
			}
			return (this.variable != null) ? context.lookupVariable(this.variable) : this.expression.getValue(context);
		}
		catch (Throwable ex) {
			report(place, this.source, ex);
			return null;
		}
	}

	@Nullable String text(@Nullable EvaluationContext context, String place) {
		Object value = value(context, place);
		try {
			return (value != null) ? value.toString() : null;
		}
		catch (Throwable ex) {
			report(place, this.source, ex);
			return null;
		}
	}

	private static void report(String place, String template, Throwable ex) {
		Guard.rethrowFatal(ex);
		// Not the message of the exception: it may quote an argument.
		log.warn(place + template, () -> "Template '" + template + "' of " + place + " has no value: "
				+ ex.getClass().getSimpleName() + ". The attribute is left out");
	}

}
