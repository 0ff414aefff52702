package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A call that is about to be traced, made with {@link GenAiTracer}. May be called more
 * than once; each call is a span. Not thread-safe while it is being filled.
 *
 * @since 0.1.0
 */
@PublicApi
public final class GenAiCall {

	private final SpanStarter starter;

	private final SpanType type;

	private final String name;

	private final List<Consumer<GenAiSpan>> settings = new ArrayList<>();

	private @Nullable String operation;

	private Capture capture = Capture.INHERIT;

	private LlmRetryPolicy retry = LlmRetryPolicy.NONE;

	GenAiCall(SpanStarter starter, SpanType type, String name) {
		this.starter = starter;
		this.type = type;
		this.name = name;
	}

	/**
	 * Sets the messages of the request.
	 * @param messages the messages
	 * @return this call
	 */
	public GenAiCall messages(List<Message> messages) {
		return with((span) -> span.messages(messages));
	}

	/**
	 * Sets the input.
	 * @param input any value
	 * @return this call
	 */
	public GenAiCall input(@Nullable Object input) {
		return with((span) -> span.input(input));
	}

	/**
	 * Sets the requested temperature.
	 * @param temperature the temperature
	 * @return this call
	 */
	public GenAiCall temperature(double temperature) {
		return with((span) -> span.temperature(temperature));
	}

	/**
	 * Sets the requested limit of generated tokens.
	 * @param maxTokens the limit
	 * @return this call
	 */
	public GenAiCall maxTokens(long maxTokens) {
		return with((span) -> span.maxTokens(maxTokens));
	}

	/**
	 * Sets metadata.
	 * @param key the key
	 * @param value the value
	 * @return this call
	 */
	public GenAiCall metadata(String key, @Nullable Object value) {
		return with((span) -> span.metadata(key, value));
	}

	/**
	 * Sets the operation of a model call, {@code text_completion} for example.
	 * @param operation value of {@code gen_ai.operation.name}
	 * @return this call
	 */
	public GenAiCall operation(String operation) {
		this.operation = operation;
		return this;
	}

	/**
	 * Sets whether content is captured.
	 * @param capture what to capture
	 * @return this call
	 */
	public GenAiCall capture(Capture capture) {
		this.capture = capture;
		return this;
	}

	/**
	 * Retries the call after an error that another attempt may cure; see
	 * {@link dev.gai.braintrust.error.ErrorClassifier}. A {@code Mono} or {@code Flux} is
	 * subscribed to again unless it has emitted an element. The last error is thrown
	 * unchanged.
	 * @param policy how often it is tried, and when
	 * @return this call
	 */
	public GenAiCall retry(LlmRetryPolicy policy) {
		this.retry = policy;
		return this;
	}

	/**
	 * Writes anything else on the span when it starts.
	 * @param setting what to write
	 * @return this call
	 */
	public GenAiCall with(Consumer<GenAiSpan> setting) {
		this.settings.add(setting);
		return this;
	}

	/**
	 * Makes the call. The span ends when the result does: a future, publisher or stream
	 * is followed to its end.
	 * @param body what is traced
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result
	 * @throws X what the body throws, unchanged
	 */
	@SuppressWarnings({ "unchecked", "NullAway" }) // what follow() returns is null only
													// where T is
	public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
		ActiveSpan active = start();
		T result;
		try {
			result = (T) attempts(active, body);
		}
		catch (Throwable ex) {
			active.failed(ex);
			throw ex;
		}
		return (T) this.starter.completions().follow(result, Object.class, active, this::startBelow);
	}

	private <X extends Exception> @Nullable Object attempts(ActiveSpan active, Body<?, X> body) throws X {
		return this.starter.retrier(this.type)
			.call(this.retry, Object.class, active.observation(),
					() -> Scopes.inside(active.observation(), () -> body.call(active.span())));
	}

	/**
	 * Makes a call that has no result.
	 * @param body what is traced
	 */
	public void run(Consumer<GenAiSpan> body) {
		call((span) -> {
			body.accept(span);
			return null;
		});
	}

	/**
	 * Starts the span and leaves it to the caller to end it. It does not become current
	 * by that: open a scope of its {@link ActiveSpan#observation() observation} for it.
	 * @return the started span
	 */
	@Internal
	public ActiveSpan start() {
		return startBelow(null);
	}

	private ActiveSpan startBelow(@Nullable Observation parent) {
		ActiveSpan active = this.starter.start(spec(), this::apply,
				(parent != null) ? parent : this.starter.currentObservation());
		if (this.retry.isEnabled()) {
			active.attempts().allow(this.retry.maxAttempts());
		}
		return active;
	}

	private SpanSpec spec() {
		return new SpanSpec(this.type, this.name, this.operation, "manual", this.capture);
	}

	private void apply(GenAiSpan span) {
		this.settings.forEach((setting) -> setting.accept(span));
	}

	/**
	 * The code that is traced.
	 *
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 */
	@FunctionalInterface
	public interface Body<T extends @Nullable Object, X extends Exception> {

		/**
		 * Does the work.
		 * @param span the span, to write on
		 * @return the result
		 * @throws X if the work fails
		 */
		T call(GenAiSpan span) throws X;

	}

}
