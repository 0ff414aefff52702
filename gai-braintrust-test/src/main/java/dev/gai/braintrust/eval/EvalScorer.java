package dev.gai.braintrust.eval;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * A method that scores the outputs of the class's evaluations, or returns a
 * {@link Scorer} that does. The score has the name of the method.
 * <p>
 * A method that scores takes, in any order, the {@link EvalCase}, the output, and the
 * {@link dev.gai.braintrust.test.RecordedTrace} of what the application did for the case.
 * It returns {@code double}, {@code boolean}, {@code Score}, a list of {@code Score}, or
 * {@code null} if it does not apply.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@PublicApi
public @interface EvalScorer {

	/**
	 * The evaluation that is scored.
	 * @return its name; empty for all of the class
	 */
	String on() default "";

}
