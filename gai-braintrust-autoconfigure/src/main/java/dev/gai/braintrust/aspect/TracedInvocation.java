package dev.gai.braintrust.aspect;

import dev.gai.braintrust.completion.Completions;
import dev.gai.braintrust.completion.TrackedCall;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.request.server.ClientAddresses;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.retry.SuspendedAttempt;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.DeferredStart;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;

/**
 * One call of an annotated method, from which spans can be started.
 */
final class TracedInvocation {

	private final GenAiTracer tracer;

	private final TracedMethod traced;

	private final @Nullable Object[] arguments;

	private final @Nullable Object target;

	/**
	 * Where the method was called, for a result that is asked for where nothing is known.
	 */
	private volatile @Nullable Observation madeIn;

	TracedInvocation(GenAiTracer tracer, TracedMethod traced, @Nullable Object target, @Nullable Object[] arguments) {
		this.tracer = tracer;
		this.traced = traced;
		this.target = target;
		this.arguments = traced.arguments().inlineTypes().arguments(arguments);
	}

	Completions completions() {
		return this.tracer.starter().completions();
	}

	/**
	 * Whether the method may be called again.
	 * @return whether the annotation says so
	 */
	boolean mayRepeat() {
		return this.traced.retry().isEnabled();
	}

	/**
	 * Runs the method, again if it fails and may be called again.
	 * @param declared the declared type of the result
	 * @param observation the observation of the call, {@code null} if it has not started
	 * @param attempt calls the method once
	 * @return what the last call returned
	 * @throws Throwable what the last call threw
	 */
	@Nullable Object run(Class<?> declared, @Nullable Observation observation, Work<@Nullable Object, Throwable> attempt)
			throws Throwable {
		MethodRetry retry = this.traced.retry();
		if (!retry.isEnabled()) {
			return attempt.run();
		}
		return this.tracer.starter().retrier(this.traced.type()).call(policy(retry), declared, observation, attempt);
	}

	/**
	 * Runs a function of Kotlin that suspends, again if it fails and may be called again.
	 * @param observation the observation of the call
	 * @param attempt calls the function once
	 * @param continuation what to go on with at the end
	 * @return what the function returned
	 * @throws Throwable what the last call threw
	 */
	@Nullable Object runSuspending(Observation observation, SuspendedAttempt attempt, Object continuation) throws Throwable {
		MethodRetry retry = this.traced.retry();
		return retry.isEnabled() ? this.tracer.starter()
			.retrier(this.traced.type())
			.callSuspending(policy(retry), observation, attempt, continuation) : attempt.run(continuation);
	}

	private LlmRetryPolicy policy(MethodRetry retry) {
		return retry
			.policy(retry.isDynamic() ? Guard.get("Templates could not be evaluated", null, this::variables) : null);
	}

	/**
	 * Begins the run of a method whose result does nothing before it is subscribed to.
	 * @return the run
	 */
	DeferredStart deferred() {
		DeferredStart start = this.tracer.starter().deferred(this::start);
		this.madeIn = start.around();
		return start;
	}

	/**
	 * What the span is of.
	 * @return the type
	 */
	SpanType type() {
		return this.traced.type();
	}

	/**
	 * Starts a span.
	 * @param parent what it belongs to, {@code null} for what is current
	 * @return the call that the span stands for
	 */
	TrackedCall start(@Nullable Observation parent) {
		MethodTemplates templates = this.traced.templates();
		EvaluationContext context = Guard.get("Templates could not be evaluated", null, this::variables);
		String name = templates.name(context);
		SpanSpec spec = new SpanSpec(this.traced.type(), (name != null) ? name : this.traced.defaultName(),
				templates.operation(context), "aspect", this.traced.capture(), this.traced.method().getName(),
				this.traced.view());
		Observation current = (parent != null) ? parent : this.tracer.starter().currentObservation();
		ActiveSpan active = this.tracer.starter()
			.start(spec, (span) -> prepare(span, context), (current != null) ? current : this.madeIn);
		if (spec.type().callsModel()) {
			active.presumeServer(ClientAddresses.within(this.target));
		}
		if (this.traced.retry().isEnabled()) {
			active.attempts().allow(this.traced.retry().maxAttempts());
		}
		TrackedCall call = templates.hasTemplatesAfterCall() ? new TemplatedCall(active, this::completeWith) : active;
		InlineTypes types = this.traced.arguments().inlineTypes();
		return types.hasResult() ? new InlineResultCall(call, types) : call;
	}

	private void prepare(GenAiSpan span, @Nullable EvaluationContext context) {
		span.temperature(this.traced.temperature()).maxTokens(this.traced.maxTokens());
		this.traced.templates().write(span, context, false);
		this.traced.arguments().write(this.traced.type(), this.arguments, span);
	}

	private void completeWith(GenAiSpan span, @Nullable Object result) {
		// Variables of its own: a publisher may be subscribed to twice at the same time.
		CallVariables variables = variables();
		if (variables != null) {
			this.traced.templates().write(span, variables.with(result), true);
		}
	}

	private @Nullable CallVariables variables() {
		if (!this.traced.templates().isDynamic() && !this.traced.retry().isDynamic()) {
			return null;
		}
		return new CallVariables(this.traced.method(), this.traced.arguments(), this.target, this.arguments);
	}

}
