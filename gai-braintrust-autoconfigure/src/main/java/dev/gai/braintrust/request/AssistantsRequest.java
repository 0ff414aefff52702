package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Requests to run one of OpenAI's assistants, with the thread or without, and what its
 * tools have answered.
 */
final class AssistantsRequest {

	private static final Set<String> READ = Set.of("thread", "instructions", "additional_instructions",
			"additional_messages", "tool_outputs", "model", "tools");

	private AssistantsRequest() {
	}

	static @Nullable ModelRequest read(Map<?, ?> request) {
		List<?> outputs = Plain.list(request.get("tool_outputs"));
		boolean answers = !outputs.isEmpty() && outputs.stream().allMatch(AssistantsRequest::isAnswer);
		if (!answers && !(request.get("assistant_id") instanceof String)) {
			return null;
		}
		List<Object> messages = new ArrayList<>();
		MessagesRequest.addSystem(request.get("instructions"), messages);
		MessagesRequest.addSystem(request.get("additional_instructions"), messages);
		Conversation.add(Plain.list(Plain.map(request.get("thread")).get("messages")), messages);
		Conversation.add(Plain.list(request.get("additional_messages")), messages);
		for (Object output : answers ? outputs : List.of()) {
			Map<?, ?> answer = Plain.map(output);
			messages.add(MessageBuilder.toolResult(answer.get("tool_call_id"), answer.get("output")));
		}
		return messages.isEmpty() ? null : new ModelRequest(Plain.text(request.get("model")), messages,
				Parameters.of(request, READ), Tools.of(request.get("tools")), Map.of());
	}

	private static boolean isAnswer(@Nullable Object output) {
		Map<?, ?> answer = Plain.map(output);
		return answer.get("tool_call_id") instanceof String && answer.containsKey("output");
	}

}
