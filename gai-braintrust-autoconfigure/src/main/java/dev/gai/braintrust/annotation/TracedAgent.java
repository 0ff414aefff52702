package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks a method that runs an agent: a task of several model calls, steps and tools. Each
 * call becomes a span {@code invoke_agent {name}}; everything traced inside it appears
 * below it. {@code agent.steps_executed} counts its {@link AgentStep steps}, or its model
 * calls where it has none, and {@code agent.task_completed} says whether it returned.
 * <p>
 * String attributes are templates, see {@link TracedLlmCall}, which also describes what
 * happens if a method has several of these annotations.
 *
 * @since 0.1.0
 */
@PublicApi
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TracedAgent {

	/**
	 * Name of the agent.
	 * @return the name, empty for the name of the method
	 */
	String name() default "";

	/**
	 * Kind of agent, sent as {@code agent.type}.
	 * @return the type, empty if not set
	 */
	String type() default "";

	/**
	 * The task of the agent, sent as {@code agent.task}.
	 * @return the task, empty if not set
	 */
	String task() default "";

	/**
	 * How many steps the agent may take, sent as {@code agent.max_steps}. It is recorded,
	 * not enforced.
	 * @return the limit, zero if there is none
	 */
	int maxSteps() default 0;

	/**
	 * Identifies the conversation that this run is a part of.
	 * @return the conversation id, empty if there is none
	 */
	String conversationId() default "";

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
	 * Name of the experiment (A/B test) that the run takes part in.
	 * @return the experiment, empty if none
	 */
	String experiment() default "";

	/**
	 * Variant of the experiment that was used for the run.
	 * @return the variant, empty if none
	 */
	String variant() default "";

	/**
	 * Cost center that the run is attributed to.
	 * @return the cost centre, empty if none
	 */
	String costCenter() default "";

	/**
	 * Project that the cost of the run is attributed to.
	 * @return the project, empty if none
	 */
	String costProject() default "";

	/**
	 * Whether input and output are captured.
	 * @return what to capture
	 */
	Capture capture() default Capture.INHERIT;

}
