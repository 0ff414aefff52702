package dev.gai.braintrust.springai;

import java.time.Instant;

import dev.gai.braintrust.guardrail.GuardrailCheck;
import dev.gai.braintrust.guardrail.GuardrailSpan;
import dev.gai.braintrust.guardrail.GuardrailVerdict;
import dev.gai.braintrust.springai.bean.AdvisorNames;
import dev.gai.braintrust.trace.SpanStarter;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.Message;

/**
 * Judges what a guardrail has decided from what it got and what it gave: a request that
 * it did not pass on is refused, and so is an answer whose finish reason says so.
 */
final class GuardrailRun {

	private final AdvisorNames.KnownGuardrail guardrail;

	private final AdvisorRun run;

	private final Instant now = Instant.now();

	GuardrailRun(AdvisorNames.KnownGuardrail guardrail, AdvisorRun run) {
		this.guardrail = guardrail;
		this.run = run;
	}

	/**
	 * Makes the span.
	 * @param starter starts it
	 * @return whether the call was refused
	 */
	boolean tell(SpanStarter starter) {
		Throwable error = this.run.ownError();
		Instant passedOn = this.run.passedOn();
		if (passedOn == null && error == null && this.run.gave() == null) {
			// A stream that nobody wanted before anything was decided.
			return false;
		}
		GuardrailVerdict verdict = (error != null) ? GuardrailVerdict.ERROR : verdict();
		boolean output = passedOn != null && isAboutAnswer(verdict, error);
		Observation parent = (this.run.context().getParentObservation() instanceof Observation above) ? above : null;
		GuardrailSpan span = GuardrailSpan.start(starter,
				new GuardrailCheck(this.guardrail.name(), output, "spring-ai"), parent);
		if (output) {
			span.shownBetween(this.run.returned(this.now), this.now);
		}
		else {
			span.shownBetween(this.run.began(), (passedOn != null) ? passedOn : this.now);
		}
		if (error != null) {
			return span.failed(error);
		}
		span.decided(verdict, (verdict != GuardrailVerdict.PASSED) ? said(output) : null);
		return verdict == GuardrailVerdict.REFUSED;
	}

	private GuardrailVerdict verdict() {
		if (this.run.passedOn() == null) {
			return GuardrailVerdict.REFUSED;
		}
		ChatClientResponse gave = this.run.gave();
		ChatClientResponse got = this.run.got();
		if (gave != null && got != null && AnswerTexts.isRefusal(gave) && !AnswerTexts.isRefusal(got)) {
			return GuardrailVerdict.REFUSED;
		}
		return (isAnswerChanged() || isRequestChanged()) ? GuardrailVerdict.REWRITTEN : GuardrailVerdict.PASSED;
	}

	private boolean isAnswerChanged() {
		ChatClientResponse gave = this.run.gave();
		ChatClientResponse got = this.run.got();
		return gave != null && got != null && !AnswerTexts.of(gave).equals(AnswerTexts.of(got));
	}

	private boolean isRequestChanged() {
		return !text(this.run.request()).equals(text(this.run.context().getChatClientRequest()));
	}

	private boolean isAboutAnswer(GuardrailVerdict verdict, @Nullable Throwable error) {
		return switch (verdict) {
			case ERROR -> error != null;
			case REFUSED -> true;
			case REWRITTEN -> isAnswerChanged();
			default -> !this.guardrail.requestsOnly() && this.run.isLongerAfter(this.now);
		};
	}

	private @Nullable String said(boolean output) {
		return (output || this.run.passedOn() == null) ? AnswerTexts.of(this.run.gave()) : text(this.run.request());
	}

	private static String text(@Nullable ChatClientRequest request) {
		Message user = (request != null) ? request.prompt().getLastUserOrToolResponseMessage() : null;
		String text = (user != null) ? user.getText() : null;
		return (text != null) ? text : "";
	}

}
