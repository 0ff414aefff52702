package dev.gai.braintrust.trace;

import java.util.List;

import dev.gai.braintrust.trace.record.SpanType;

/**
 * Names of the observations and of their keys.
 */
final class GenAiObservation {

	static final List<String> OWN_KEYS = List.of("gen_ai.operation.name", "gen_ai.provider.name",
			"gen_ai.request.model", "gen_ai.tool.name", "gen_ai.agent.name", "gen_ai.data_source.id", "gai.step.name",
			"gai.task.name");

	private GenAiObservation() {
	}

	static String name(SpanType type) {
		return switch (type) {
			case LLM, EMBEDDINGS -> "gai.llm";
			case AGENT -> "gai.agent";
			case STEP -> "gai.step";
			case TOOL -> "gai.tool";
			case RETRIEVAL -> "gai.retrieval";
			case TASK, EVAL, SCORE, CLASSIFIER -> "gai.task";
		};
	}

	static boolean isOwnKey(String key) {
		return OWN_KEYS.contains(key);
	}

}
