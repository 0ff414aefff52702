package dev.gai.braintrust.eval;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * A method without parameters that returns the {@link EvalLimits} of an evaluation. After
 * its last case the class fails if they are not kept. No limit is checked when only some
 * of the cases were run.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@PublicApi
public @interface EvalGate {

	/**
	 * The evaluation.
	 * @return its name; empty for all of the class
	 */
	String value() default "";

}
