package dev.gai.braintrust.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Marks a method that makes one logical call of a model. Each call becomes an LLM span
 * named {@code {operation} {model}} with prompt, completion, usage and errors.
 * <p>
 * The span ends when the <em>result</em> ends: with the returned value, or when a
 * {@code CompletionStage}, {@code Mono}, {@code Flux} or {@code Stream} completes, fails
 * or is cancelled. Model, usage, output and finish reason are taken from the result by a
 * {@code ResponseReader}, or set with {@code GenAiSpan.current()}.
 * <p>
 * Every {@code String} attribute is a template: a literal, a <code>${property}</code>
 * placeholder, or text with <code>#{...}</code> Spring expressions over the arguments by
 * name ({@code #userId}), {@code #args}, {@code #target} and, once the call has returned,
 * {@code #result}. A template that fails is reported once and leaves its attribute out;
 * it never fails the call.
 * <p>
 * A method that returns a {@code Mono} or {@code Flux} may run before anybody subscribes
 * and before its span starts: use {@code GenAiSpan.current()} inside of the chain, in
 * {@code Mono.defer} or {@code doOnNext} for example. Each subscription is a call of its
 * own.
 * <p>
 * The method must be callable through a Spring proxy: private, final, static and
 * self-invoked methods are not traced; a warning at startup names them. If a method has
 * several annotations that start a span, the first in this order is used, and a warning
 * says so: {@code @TracedLlmCall}, {@link TracedAgent}, {@link AgentStep},
 * {@link AgentTool}.
 *
 * @since 0.1.0
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">OpenTelemetry GenAI
 * semantic conventions</a>
 */
@PublicApi
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TracedLlmCall {

	/**
	 * Name of the provider, for example {@code groq} or {@code openai}; sent as
	 * {@code gen_ai.provider.name}.
	 * @return the provider, empty if unknown
	 */
	String provider() default "";

	/**
	 * Name of the requested model.
	 * @return the model, empty if the method sets it itself
	 */
	String model() default "";

	/**
	 * The operation: {@code chat}, {@code text_completion}, {@code generate_content} or
	 * {@code embeddings}.
	 * @return the value of {@code gen_ai.operation.name}
	 */
	String operation() default "chat";

	/**
	 * Name shown in Braintrust. The span itself is always named {@code {operation}
	 * {model}}.
	 * @return the display name, empty for the name of the span
	 */
	String name() default "";

	/**
	 * Requested sampling temperature.
	 * @return the temperature, {@code NaN} if not set
	 */
	double temperature() default Double.NaN;

	/**
	 * Requested upper limit of generated tokens.
	 * @return the limit, negative if not set
	 */
	long maxTokens() default -1;

	/**
	 * Identifies the conversation that this call is a part of.
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
	 * Name of the experiment (A/B test) that the call takes part in.
	 * @return the experiment, empty if none
	 */
	String experiment() default "";

	/**
	 * Variant of the experiment that was used for the call.
	 * @return the variant, empty if none
	 */
	String variant() default "";

	/**
	 * Cost center that the call is attributed to.
	 * @return the cost centre, empty if none
	 */
	String costCenter() default "";

	/**
	 * Project that the cost of the call is attributed to.
	 * @return the project, empty if none
	 */
	String costProject() default "";

	/**
	 * Whether prompt and completion are captured.
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
