package dev.gai.braintrust.springai;

import dev.gai.braintrust.springai.response.ReportedText;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;

/**
 * Reads a call of a tool.
 */
final class ToolCallReader implements ContextReader<ToolCallingObservationContext> {

	private final UnseenTools unseen;

	ToolCallReader(UnseenTools unseen) {
		this.unseen = unseen;
	}

	@Override
	public void began(ToolCallingObservationContext context) {
		this.unseen.ran(context.getToolCallId());
	}

	@Override
	public Class<ToolCallingObservationContext> contextType() {
		return ToolCallingObservationContext.class;
	}

	@Override
	public SpanSpec spec(ToolCallingObservationContext context) {
		return ContextReader.spec(SpanType.TOOL, context.getToolDefinition().name());
	}

	@Override
	public void readRequest(ToolCallingObservationContext context, GenAiSpan span) {
		span.input(ParsedJson.parse(context.getToolCallArguments()));
		span.requestParameter("tool_call_id", ReportedText.orNull(context.getToolCallId()));
		span.metadata("tool.description", ReportedText.orNull(context.getToolDefinition().description()));
	}

	@Override
	public @Nullable ForeignSpan shownBelow(ToolCallingObservationContext context) {
		ModelRounds rounds = ObservationsAbove.value(context, ModelRounds.class);
		ModelRound round = (rounds != null) ? rounds.last() : null;
		return (round != null) ? round.runsTool() : null;
	}

	@Override
	public void readResult(ToolCallingObservationContext context, ForeignSpan span) {
		span.completed(ParsedJson.parse(context.getToolCallResult()), context.getError());
	}

}
