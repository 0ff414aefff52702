package dev.gai.braintrust.springai;

import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Reads the advisors of a chat client. The last one calls the model: each of its calls is
 * a round. The others have no span of the kind; what guardrails and memories among them
 * do is told apart.
 */
final class RoundReader implements ContextReader<AdvisorObservationContext> {

	private final AdvisorRuns runs;

	RoundReader(AdvisorRuns runs) {
		this.runs = runs;
	}

	@Override
	public void began(AdvisorObservationContext context) {
		this.runs.began(context);
	}

	@Override
	public void ended(AdvisorObservationContext context) {
		this.runs.ended(context);
	}

	@Override
	public Class<AdvisorObservationContext> contextType() {
		return AdvisorObservationContext.class;
	}

	@Override
	public @Nullable SpanSpec spec(AdvisorObservationContext context) {
		String name = context.getAdvisorName();
		ModelRounds rounds = (name.equals("call") || name.equals("stream"))
				? ObservationsAbove.value(context, ModelRounds.class) : null;
		if (rounds == null) {
			return null;
		}
		ModelRound round = rounds.next();
		context.put(ModelRound.class, round);
		return ContextReader.spec(SpanType.STEP, Integer.toString(round.number()));
	}

	@Override
	public void readRequest(AdvisorObservationContext context, GenAiSpan span) {
		// The request to the model below has it.
	}

	@Override
	public void started(AdvisorObservationContext context, ForeignSpan span) {
		ModelRound round = context.get(ModelRound.class);
		if (round != null) {
			round.started(span);
		}
	}

	@Override
	public void readResult(AdvisorObservationContext context, ForeignSpan span) {
		ModelRound round = context.get(ModelRound.class);
		ChatClientResponse response = context.getChatClientResponse();
		ChatResponse answer = (response != null) ? response.chatResponse() : null;
		if (round != null) {
			round.answered(answer != null && answer.hasToolCalls());
		}
	}

}
