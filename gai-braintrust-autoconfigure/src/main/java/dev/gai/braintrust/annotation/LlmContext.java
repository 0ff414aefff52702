package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Sets, in one place, what all spans share that start while a method of a bean runs, for
 * example a method of a controller. The method itself need not be traced. A {@code Mono},
 * {@code Flux} or {@code Stream} that it returns has the context until its end. String
 * attributes are templates over the arguments, see {@link TracedLlmCall}; they cannot use
 * the result.
 *
 * @since 0.1.0
 */
@PublicApi
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LlmContext {

	/**
	 * The session: metadata {@code session_id}.
	 * @return id of the session, empty for none
	 */
	String session() default "";

	/**
	 * The user: metadata {@code user_id}.
	 * @return id of the user, empty for none
	 */
	String user() default "";

	/**
	 * Metadata as {@code key=value} pairs. A value that is a single expression keeps the
	 * type of its result.
	 * @return the pairs
	 */
	String[] metadata() default {};

	/**
	 * Tags of the trace.
	 * @return the tags
	 */
	String[] tags() default {};

}
