package dev.gai.braintrust.guardrail;

import java.time.Instant;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.SpanStarter;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The span of one check by a guardrail. It must be ended, by
 * {@link #decided(GuardrailVerdict, String)} or {@link #failed(Throwable)}. What was
 * checked is not repeated on it.
 *
 * @since 0.1.0
 */
public final class GuardrailSpan {

	private final SpanStarter starter;

	private final GuardrailCheck check;

	private final ActiveSpan span;

	private GuardrailSpan(SpanStarter starter, GuardrailCheck check, ActiveSpan span) {
		this.starter = starter;
		this.check = check;
		this.span = span;
	}

	/**
	 * Starts a span.
	 * @param starter starts it
	 * @param check what is checked
	 * @param parent the observation that it belongs to, {@code null} for a new trace
	 * @return the started span
	 */
	public static GuardrailSpan start(SpanStarter starter, GuardrailCheck check, @Nullable Observation parent) {
		SpanSpec spec = new SpanSpec(SpanType.TASK, check.spanName(), null, check.instrumentation(), Capture.INHERIT);
		return new GuardrailSpan(starter, check, starter.start(spec,
				(span) -> span.metadata("guardrail.name", check.name()).metadata("guardrail.type", check.type()),
				parent));
	}

	/**
	 * The observation to run the check in.
	 * @return the observation
	 */
	public Observation observation() {
		return this.span.observation();
	}

	/**
	 * Says when the check was made, where it is over.
	 * @param start when it began
	 * @param end when it was over
	 */
	public void shownBetween(Instant start, Instant end) {
		this.span.shownBetween(start, end);
	}

	/**
	 * Ends the span.
	 * @param verdict what was decided
	 * @param said the text that is let through instead, or why none is; {@code null} if
	 * the guardrail does not say
	 */
	public void decided(GuardrailVerdict verdict, @Nullable String said) {
		this.span.span().metadata("guardrail.verdict", verdict.value());
		Double score = verdict.score();
		if (score != null) {
			this.span.span().score("guardrail." + this.check.name(), score);
		}
		if (verdict == GuardrailVerdict.REFUSED) {
			this.span.span().error(new GuardrailRefusedException(this.check.name()));
		}
		this.span.completed(said);
	}

	/**
	 * Ends the span of a check that threw an exception. One that says that it is about
	 * safety is a refusal.
	 * @param error the exception
	 * @return whether it is a refusal
	 */
	public boolean failed(Throwable error) {
		boolean refused = this.starter.classify(error).category() == ErrorCategory.SAFETY_BLOCKED;
		if (refused) {
			decided(GuardrailVerdict.REFUSED, error.getMessage());
		}
		else {
			this.span.span().metadata("guardrail.verdict", GuardrailVerdict.ERROR.value());
			this.span.failed(error);
		}
		return refused;
	}

}
