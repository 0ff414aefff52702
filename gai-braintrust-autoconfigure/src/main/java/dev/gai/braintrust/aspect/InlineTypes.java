package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.util.List;

import dev.gai.braintrust.content.snapshot.KotlinValues;
import dev.gai.braintrust.guard.Guard;
import kotlin.jvm.JvmClassMappingKt;
import kotlin.reflect.KClass;
import kotlin.reflect.KFunction;
import kotlin.reflect.KParameter;
import kotlin.reflect.KType;
import kotlin.reflect.jvm.ReflectJvmMapping;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * What of a function of Kotlin is a bare number to Java, though it is declared as one
 * without a sign or as a duration.
 */
final class InlineTypes {

	private static final InlineTypes NONE = new InlineTypes(new Method[0], null);

	/** What makes of each argument what was declared, if need be. */
	private final @Nullable Method[] arguments;

	private final @Nullable Method result;

	private InlineTypes(@Nullable Method[] arguments, @Nullable Method result) {
		this.arguments = arguments;
		this.result = result;
	}

	/**
	 * Finds them. The compiler gives such functions names that are none in Java.
	 * @param method the function
	 * @return what is to be known of it
	 */
	static InlineTypes of(Method method) {
		boolean possible = method.getName().indexOf('-') > 0 && KotlinDetector.isKotlinReflectPresent();
		InlineTypes found = possible
				? Guard.get("Types of Kotlin could not be read", null, () -> Reflected.typesOf(method)) : null;
		return (found != null) ? found : NONE;
	}

	/**
	 * The arguments as they were declared.
	 * @param values the arguments
	 * @return other ones, or the same where there is nothing to do
	 */
	@Nullable Object[] arguments(@Nullable Object[] values) {
		if (this.arguments.length == 0) {
			return values;
		}
		@Nullable Object[] declared = values.clone();
		for (int i = 0; i < this.arguments.length; i++) {
			declared[i] = boxed(this.arguments[i], values[i]);
		}
		return declared;
	}

	/**
	 * Whether the result is to be changed.
	 * @return whether it is a bare number
	 */
	boolean hasResult() {
		return this.result != null;
	}

	/**
	 * The result as it was declared.
	 * @param value the result
	 * @return another one, or the same where there is nothing to do
	 */
	@Nullable Object result(@Nullable Object value) {
		return boxed(this.result, value);
	}

	private static @Nullable Object boxed(@Nullable Method box, @Nullable Object value) {
		if (box == null || value == null) {
			return value;
		}
		try {
			return box.invoke(null, value);
		}
		catch (ReflectiveOperationException | IllegalArgumentException ex) {
			return value;
		}
	}

	/** Loading this class needs Kotlin's reflection. */
	private static final class Reflected {

		static @Nullable InlineTypes typesOf(Method method) {
			KFunction<?> function = ReflectJvmMapping.getKotlinFunction(method);
			if (function == null) {
				return null;
			}
			List<KParameter> parameters = function.getParameters()
				.stream()
				.filter((parameter) -> parameter.getKind() != KParameter.Kind.INSTANCE)
				.toList();
			Class<?>[] types = method.getParameterTypes();
			@Nullable Method[] arguments = new Method[Math.min(parameters.size(), types.length)];
			for (int i = 0; i < arguments.length; i++) {
				arguments[i] = box(parameters.get(i).getType(), types[i]);
			}
			return new InlineTypes(arguments, box(function.getReturnType(), method.getReturnType()));
		}

		private static @Nullable Method box(KType declared, Class<?> bare) {
			if (!bare.isPrimitive() || !(declared.getClassifier() instanceof KClass<?> known)) {
				return null;
			}
			Class<?> type = JvmClassMappingKt.getJavaClass(known);
			try {
				return KotlinValues.areOf(type) ? type.getMethod("box-impl", bare) : null;
			}
			catch (NoSuchMethodException ex) {
				return null;
			}
		}

	}

}
