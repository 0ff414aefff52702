package dev.gai.braintrust.aspect;

import java.util.function.BiConsumer;

import dev.gai.braintrust.trace.GenAiSpan;

/**
 * Single texts that an annotation can set on a span.
 */
enum TextSetting {

	PROVIDER(GenAiSpan::provider),

	MODEL(GenAiSpan::model),

	CONVERSATION_ID(GenAiSpan::conversationId),

	EXPERIMENT((span, text) -> span.metadata("experiment.name", text)),

	VARIANT((span, text) -> span.metadata("experiment.variant", text)),

	COST_CENTER((span, text) -> span.metadata("cost.center", text)),

	COST_PROJECT((span, text) -> span.metadata("cost.project", text)),

	AGENT_TYPE((span, text) -> span.metadata("agent.type", text)),

	AGENT_TASK((span, text) -> span.metadata("agent.task", text)),

	TOOL_DESCRIPTION((span, text) -> span.metadata("tool.description", text));

	private final BiConsumer<GenAiSpan, String> setter;

	TextSetting(BiConsumer<GenAiSpan, String> setter) {
		this.setter = setter;
	}

	void set(GenAiSpan span, String text) {
		this.setter.accept(span, text);
	}

}
