package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks a method that is one step of an agent. Each call becomes a span {@code step
 * {name}}. String attributes are templates, see {@link TracedLlmCall}, which also
 * describes what happens if a method has several of these annotations.
 *
 * @since 0.1.0
 */
@PublicApi
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface AgentStep {

	/**
	 * Name of the step.
	 * @return the name, empty for the name of the method
	 */
	String name() default "";

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

	/**
	 * Whether input and output are captured.
	 * @return what to capture
	 */
	Capture capture() default Capture.INHERIT;

}
