package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks a method that is a tool of an agent. Each call becomes a span {@code execute_tool
 * {name}} with the arguments as input and the result as output. String attributes are
 * templates, see {@link TracedLlmCall}, which also describes what happens if a method has
 * several of these annotations.
 *
 * @since 0.1.0
 */
@PublicApi
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface AgentTool {

	/**
	 * Name of the tool, sent as {@code gen_ai.tool.name}.
	 * @return the name, empty for the name of the method
	 */
	String name() default "";

	/**
	 * The description of the tool, sent as {@code gen_ai.tool.description}.
	 * @return the description, empty if not set
	 */
	String description() default "";

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
	 * Whether arguments and result are captured.
	 * @return what to capture
	 */
	Capture capture() default Capture.INHERIT;

	/**
	 * Whether and when to call the method again if it fails. By default it is not called
	 * again.
	 * @return the attempts
	 */
	LlmRetry retry() default @LlmRetry;

}
