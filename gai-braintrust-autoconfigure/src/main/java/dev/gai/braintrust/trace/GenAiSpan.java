package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.util.List;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.prompt.BraintrustPrompt;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A running span of a model call, agent, step or tool. What is set here is sent to
 * Braintrust when the span has ended.
 * <p>
 * Every method may be called from any thread. On a span that has ended, and outside of
 * any span, calls are ignored. No method throws because Braintrust cannot be reached;
 * impossible figures are refused with an {@link IllegalArgumentException}.
 *
 * @since 0.1.0
 */
@PublicApi
public interface GenAiSpan {

	/**
	 * The span that the current thread works for: that of the innermost annotated method
	 * or {@link GenAiTracer} call.
	 * @return the span; one that ignores every call when there is none, never
	 * {@code null}
	 */
	static GenAiSpan current() {
		return CurrentSpan.get();
	}

	/**
	 * Sets the requested model.
	 * @param model the model
	 * @return this span
	 */
	GenAiSpan model(@Nullable String model);

	/**
	 * Sets the provider, for example {@code groq}.
	 * @param provider the provider
	 * @return this span
	 */
	GenAiSpan provider(@Nullable String provider);

	/**
	 * Sets the requested temperature.
	 * @param temperature the temperature; {@code NaN} is ignored
	 * @return this span
	 */
	GenAiSpan temperature(double temperature);

	/**
	 * Sets the requested limit of generated tokens.
	 * @param maxTokens the limit; a negative number is ignored
	 * @return this span
	 */
	GenAiSpan maxTokens(long maxTokens);

	/**
	 * Sets another parameter of the request, for example {@code top_p} or {@code stop}.
	 * @param name name of the parameter in OpenAI's API
	 * @param value the value
	 * @return this span
	 */
	GenAiSpan requestParameter(String name, @Nullable Object value);

	/**
	 * Sets the definitions of the tools that the model was offered.
	 * @param definitions the definitions in the form of OpenAI's API
	 * @return this span
	 */
	GenAiSpan tools(@Nullable List<?> definitions);

	/**
	 * Sets the conversation that the call is a part of.
	 * @param conversationId the id of the conversation
	 * @return this span
	 */
	GenAiSpan conversationId(@Nullable String conversationId);

	/**
	 * Sets the messages of the request; the input of the span.
	 * @param messages the messages
	 * @return this span
	 */
	GenAiSpan messages(@Nullable List<Message> messages);

	/**
	 * Sets the input of the span. It is copied immediately; later changes are not
	 * recorded.
	 * @param input any value
	 * @return this span
	 */
	GenAiSpan input(@Nullable Object input);

	/**
	 * Sets the output of the span. It is copied immediately, and takes precedence over
	 * the returned value.
	 * @param output any value
	 * @return this span
	 */
	GenAiSpan output(@Nullable Object output);

	/**
	 * Sets what the output should have been.
	 * @param expected any value
	 * @return this span
	 */
	GenAiSpan expected(@Nullable Object expected);

	/**
	 * Sets the model that answered.
	 * @param model the model
	 * @return this span
	 */
	GenAiSpan responseModel(@Nullable String model);

	/**
	 * Sets the id that the provider gave to the response.
	 * @param id the id
	 * @return this span
	 */
	GenAiSpan responseId(@Nullable String id);

	/**
	 * Sets why the model stopped.
	 * @param finishReason {@code stop}, {@code length}, {@code tool_calls} or
	 * {@code content_filter}
	 * @return this span
	 */
	GenAiSpan finishReason(@Nullable String finishReason);

	/**
	 * Sets the tokens used.
	 * @param inputTokens tokens of the request, cached ones included
	 * @param outputTokens tokens of the response, reasoning included
	 * @return this span
	 * @throws IllegalArgumentException if a number is negative
	 */
	GenAiSpan usage(long inputTokens, long outputTokens);

	/**
	 * Sets the tokens used. It takes precedence over what is read from the returned
	 * value.
	 * @param usage the usage
	 * @return this span
	 * @throws IllegalArgumentException if a figure is negative
	 */
	GenAiSpan usage(@Nullable Usage usage);

	/**
	 * Sets the cost of the call.
	 * @param usd the cost in US dollars
	 * @return this span
	 * @throws IllegalArgumentException if the cost is negative
	 */
	GenAiSpan cost(@Nullable BigDecimal usd);

	/**
	 * Attributes the cost of the call.
	 * @param center the cost centre, sent as {@code cost.center}
	 * @param project the project, sent as {@code cost.project}
	 * @return this span
	 */
	GenAiSpan costCenter(@Nullable String center, @Nullable String project);

	/**
	 * Sets metadata. Its type is kept: a number stays a number, a list a list.
	 * @param key the key, for example {@code user_id} or {@code business.user_tier}
	 * @param value the value; {@code null} removes the key
	 * @return this span
	 */
	GenAiSpan metadata(String key, @Nullable Object value);

	/**
	 * Adds a tag.
	 * @param tag the tag
	 * @return this span
	 */
	GenAiSpan tag(@Nullable String tag);

	/**
	 * Sets the experiment (A/B test) that the call takes part in.
	 * @param name the experiment
	 * @param variant the variant that was used
	 * @return this span
	 */
	GenAiSpan experiment(@Nullable String name, @Nullable String variant);

	/**
	 * Sets the segment that the user belongs to in the experiment.
	 * @param userSegment the segment
	 * @return this span
	 */
	GenAiSpan segment(@Nullable String userSegment);

	/**
	 * Says that the call is made with a prompt that is managed in Braintrust. It is not
	 * needed where the rendered messages are the messages of the call: that is noticed.
	 * @param prompt the rendered prompt
	 * @return this span
	 */
	GenAiSpan prompt(BraintrustPrompt.@Nullable Rendered prompt);

	/**
	 * Sets a score.
	 * @param name name of the score
	 * @param value a number from 0 to 1
	 * @return this span
	 * @throws IllegalArgumentException if the value is not a number from 0 to 1
	 */
	GenAiSpan score(String name, double value);

	/**
	 * Sets the feedback of a human on the result, sent as {@code eval.human_feedback}.
	 * @param feedback the feedback, for example {@code helpful}
	 * @return this span
	 */
	GenAiSpan feedback(@Nullable String feedback);

	/**
	 * Marks the span as failed though the call itself returns.
	 * @param error what went wrong
	 * @return this span
	 */
	GenAiSpan error(@Nullable Throwable error);

	/**
	 * Id of the trace; in Braintrust {@code root_span_id}.
	 * @return 32 hexadecimal digits, or {@code null} outside of a recorded span
	 */
	@Nullable String traceId();

	/**
	 * Id of the span; in Braintrust the id of the row.
	 * @return 16 hexadecimal digits, or {@code null} outside of a recorded span
	 */
	@Nullable String spanId();

	/**
	 * Address of the span in Braintrust's application. The span can be seen there once it
	 * has been delivered.
	 * @return the address, or {@code null} where organisation or project are not known or
	 * outside of a recorded span
	 */
	@Nullable String permalink();

	/**
	 * A token with which feedback on this span can be given later, from a browser for
	 * example: {@code GenAiFeedback.onToken(String)} takes it. It is signed, safe in a
	 * URL, and expires after {@code gai.braintrust.feedback.token-ttl}.
	 * @return the token, or {@code null} where the span will not be sent
	 */
	@Nullable String feedbackToken();

}
