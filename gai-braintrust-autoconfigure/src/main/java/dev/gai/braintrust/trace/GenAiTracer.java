package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Traces code that no annotation reaches:
 *
 * <pre class="code">
 * String answer = tracer.llm("groq", "llama-3.3-70b-versatile")
 *     .messages(List.of(Message.user(question)))
 *     .call((span) -&gt; client.ask(question));
 * </pre>
 *
 * A bean of this type is available whether or not spans are sent. Thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public final class GenAiTracer {

	private final SpanStarter starter;

	/**
	 * Creates a tracer.
	 * @param registry where the observations are made
	 * @param settings what all spans have in common
	 */
	@Internal
	public GenAiTracer(ObservationRegistry registry, SpanSettings settings) {
		this.starter = new SpanStarter(registry, settings);
	}

	/**
	 * A call of a model.
	 * @param provider the provider, for example {@code groq}
	 * @param model the requested model
	 * @return the call, to be filled and made
	 */
	public GenAiCall llm(@Nullable String provider, @Nullable String model) {
		return call(SpanType.LLM, "").with((span) -> span.provider(provider).model(model));
	}

	/**
	 * A call of a model that makes embeddings.
	 * @param provider the provider, for example {@code openai}
	 * @param model the requested model
	 * @return the call, to be filled and made
	 */
	public GenAiCall embeddings(@Nullable String provider, @Nullable String model) {
		return call(SpanType.EMBEDDINGS, "").with((span) -> span.provider(provider).model(model));
	}

	/**
	 * A run of an agent.
	 * @param name name of the agent
	 * @return the call, to be filled and made
	 */
	public GenAiCall agent(String name) {
		return call(SpanType.AGENT, name);
	}

	/**
	 * A step of an agent.
	 * @param name name of the step
	 * @return the call, to be filled and made
	 */
	public GenAiCall step(String name) {
		return call(SpanType.STEP, name);
	}

	/**
	 * A call of a tool.
	 * @param name name of the tool
	 * @return the call, to be filled and made
	 */
	public GenAiCall tool(String name) {
		return call(SpanType.TOOL, name);
	}

	/**
	 * Any other work that should appear in the trace.
	 * @param name name of the span
	 * @return the call, to be filled and made
	 */
	public GenAiCall span(String name) {
		return call(SpanType.TASK, name);
	}

	/**
	 * Starts the spans of calls that are made elsewhere.
	 * @return what starts the spans of this tracer, too
	 */
	@Internal
	public SpanStarter starter() {
		return this.starter;
	}

	private GenAiCall call(SpanType type, String name) {
		return new GenAiCall(this.starter, type, name);
	}

}
