package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.context.expression.MethodBasedEvaluationContext;

/**
 * What the templates of a method see of one call: its arguments by name, {@code args},
 * {@code target}, and {@code result} when there is one. Spring's context, which knows
 * arguments by other names too, makes a map of all of them as soon as the first one is
 * asked for; here that is done only where a name is not found otherwise.
 */
final class CallVariables extends MethodBasedEvaluationContext {

	private final MethodArguments arguments;

	private final @Nullable Object[] visible;

	private final @Nullable Object target;

	/**
	 * Creates the variables of a call.
	 * @param method the method
	 * @param arguments roles of its arguments
	 * @param target the bean
	 * @param values the arguments
	 */
	@SuppressWarnings("NullAway") // Spring declares the arguments as never null, but
									// handles it
	CallVariables(Method method, MethodArguments arguments, @Nullable Object target, @Nullable Object[] values) {
		this(method, arguments, target, values, arguments.visible(values));
	}

	@SuppressWarnings("NullAway") // as above
	private CallVariables(Method method, MethodArguments arguments, @Nullable Object target, @Nullable Object[] values,
			@Nullable Object[] visible) {
		super((target != null) ? target : method, method, arguments.forEvaluation(visible), MethodArguments.NAMES);
		this.arguments = arguments;
		this.visible = visible;
		this.target = target;
	}

	/**
	 * Adds what the call has returned.
	 * @param result the result
	 * @return these variables
	 */
	CallVariables with(@Nullable Object result) {
		setVariable("result", result);
		return this;
	}

	@Override
	public @Nullable Object lookupVariable(String name) {
		return switch (name) {
			case "args" -> this.visible;
			case "target" -> this.target;
			case "result" -> super.lookupVariable(name);
			default -> {
				int index = this.arguments.indexOf(name);
				yield (index >= 0 && index < this.visible.length) ? this.visible[index] : super.lookupVariable(name);
			}
		};
	}

}
