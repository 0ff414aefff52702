package dev.gai.braintrust.trace;

import dev.gai.braintrust.completion.Completions;
import dev.gai.braintrust.completion.Guard;
import io.micrometer.observation.Observation;
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
 * A bean of this type is there whether or not spans are sent anywhere. Thread-safe.
 *
 * @since 0.1.0
 */
public final class GenAiTracer {

	private final ObservationRegistry registry;

	private final SpanSettings settings;

	private final Completions completions;

	/**
	 * Creates a tracer.
	 * @param registry where the observations are made
	 * @param settings what all spans have in common
	 */
	public GenAiTracer(ObservationRegistry registry, SpanSettings settings) {
		this.registry = registry;
		this.settings = settings;
		this.completions = new Completions();
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
	 * Any other work that is to be seen in the trace.
	 * @param name name of the span
	 * @return the call, to be filled and made
	 */
	public GenAiCall span(String name) {
		return call(SpanType.TASK, name);
	}

	/**
	 * Starts a span below the current observation.
	 * @param spec what is known of it
	 * @param preparation writes the request on it before it starts
	 * @return the started span
	 */
	public ActiveSpan start(SpanSpec spec, SpanPreparation preparation) {
		return start(spec, preparation, currentObservation());
	}

	/**
	 * Starts a span.
	 * @param spec what is known of it
	 * @param preparation writes the request on it before it starts
	 * @param parent the observation that the span belongs to, {@code null} for a new
	 * trace
	 * @return the started span
	 */
	public ActiveSpan start(SpanSpec spec, SpanPreparation preparation, @Nullable Observation parent) {
		RecordedSpan ancestor = CurrentSpan.of(parent);
		SpanRecord record = new SpanRecord(spec, this.settings.captures(spec),
				(ancestor != null) ? ancestor.record() : null);
		RecordedSpan span = new RecordedSpan(record, this.settings.snapshots(), this.settings.permalinks());
		GenAiObservationContext context = new GenAiObservationContext(spec.type());
		context.put(RecordedSpan.class, span);
		Observation observation = notStarted(context);
		if (observation.isNoop()) {
			// Nobody will read it: nothing is copied, and every later call is ignored.
			record.discard();
			return new ActiveSpan(observation, span, this.settings);
		}
		record.start();
		Guard.run("A span is incomplete, its request could not be written", () -> preparation.prepare(span));
		observation.contextualName(record.spanName()).parentObservation(parent);
		// A handler of the application may fail; the call that is traced must not.
		Guard.run("An observation handler failed at the start of a span", observation::start);
		return new ActiveSpan(observation, span, this.settings);
	}

	private Observation notStarted(GenAiObservationContext context) {
		try {
			return Observation.createNotStarted(GenAiObservation.name(context.getType()), () -> context, this.registry);
		}
		catch (Exception | LinkageError | AssertionError ex) {
			Guard.report("A call is not traced, its observation could not be made", ex);
			return Observation.NOOP;
		}
	}

	/**
	 * What a span that is started now belongs to.
	 * @return the current observation, {@code null} if there is none
	 */
	public @Nullable Observation currentObservation() {
		return CurrentSpan.observation(this.registry);
	}

	/**
	 * Knows when results are finished.
	 * @return the completions
	 */
	public Completions completions() {
		return this.completions;
	}

	/**
	 * Where the observations are made.
	 * @return the registry
	 */
	public ObservationRegistry registry() {
		return this.registry;
	}

	private GenAiCall call(SpanType type, String name) {
		return new GenAiCall(this, type, name);
	}

}
