package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.LlmInput;
import dev.gai.braintrust.annotation.LlmMetadata;
import dev.gai.braintrust.annotation.LlmSecret;
import dev.gai.braintrust.request.NamedArguments;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * Roles of the arguments of a method: input, metadata, secret.
 */
final class MethodArguments {

	static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final List<Argument> arguments = new ArrayList<>();

	/** Empty where the compiler has not kept them. */
	private final Map<String, Integer> indexes = new HashMap<>();

	private final boolean inputMarked;

	private final boolean hasSecrets;

	private final boolean suspends;

	private final InlineTypes inlineTypes;

	MethodArguments(Method method) {
		this.suspends = KotlinDetector.isSuspendingFunction(method);
		this.inlineTypes = InlineTypes.of(method);
		String[] names = NAMES.getParameterNames(method);
		for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
			int index = parameter.getParameterIndex();
			if (this.suspends && index == method.getParameterCount() - 1) {
				// What the function goes on with is nobody's argument.
				break;
			}
			LlmMetadata metadata = parameter.getParameterAnnotation(LlmMetadata.class);
			this.arguments.add(new Argument(index,
					(names != null && index < names.length) ? names[index] : "arg" + index,
					parameter.hasParameterAnnotation(LlmInput.class), parameter.hasParameterAnnotation(LlmSecret.class),
					(metadata != null) ? metadata.value() : null));
			if (names != null && index < names.length) {
				this.indexes.put(names[index], index);
			}
		}
		this.inputMarked = this.arguments.stream().anyMatch((argument) -> argument.input() && !argument.secret());
		this.hasSecrets = this.arguments.stream().anyMatch(Argument::secret);
	}

	/**
	 * What of the method is a bare number to Java alone.
	 * @return its types
	 */
	InlineTypes inlineTypes() {
		return this.inlineTypes;
	}

	/**
	 * Writes the arguments on a span.
	 * @param type the kind of span
	 * @param values the arguments
	 * @param span the span
	 */
	void write(SpanType type, @Nullable Object[] values, GenAiSpan span) {
		List<Argument> inputs = new ArrayList<>();
		for (Argument argument : this.arguments) {
			if (argument.metadataKey() != null && !argument.secret()) {
				span.metadata(argument.metadataKey(), values[argument.index()]);
			}
			if (isInput(argument)) {
				inputs.add(argument);
			}
		}
		if (inputs.isEmpty()) {
			return;
		}
		Object first = values[inputs.get(0).index()];
		boolean isInput = this.inputMarked || (type.callsModel() && first instanceof CharSequence);
		if (inputs.size() == 1 && isInput) {
			span.input(first);
		}
		else {
			Map<String, @Nullable Object> byName = new LinkedHashMap<>();
			inputs.forEach((argument) -> byName.put(argument.name(), values[argument.index()]));
			span.input(type.callsModel() ? new NamedArguments(byName) : byName);
		}
	}

	/**
	 * The arguments that templates may see.
	 * @param values the arguments
	 * @return the arguments, without the secret ones
	 */
	@Nullable Object[] visible(@Nullable Object[] values) {
		if (!this.hasSecrets && !this.suspends) {
			return values;
		}
		@Nullable Object[] visible = Arrays.copyOf(values, this.suspends ? values.length - 1 : values.length);
		this.arguments.stream().filter(Argument::secret).forEach((secret) -> visible[secret.index()] = null);
		return visible;
	}

	/**
	 * What Spring's evaluation context is given. Of a function that suspends it leaves
	 * the last argument out, which is what to go on with.
	 * @param visible what templates may see
	 * @return as many arguments as the method has
	 */
	@Nullable Object[] forEvaluation(@Nullable Object[] visible) {
		return this.suspends ? Arrays.copyOf(visible, visible.length + 1) : visible;
	}

	/**
	 * Where an argument stands.
	 * @param name name of the parameter
	 * @return the index, negative if there is none of that name
	 */
	int indexOf(String name) {
		return this.indexes.getOrDefault(name, -1);
	}

	private boolean isInput(Argument argument) {
		if (argument.secret()) {
			return false;
		}
		return this.inputMarked ? argument.input() : argument.metadataKey() == null;
	}

	private record Argument(int index, String name, boolean input, boolean secret, @Nullable String metadataKey) {

	}

}
