package dev.gai.braintrust.springai;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import dev.gai.braintrust.springai.response.ReportedText;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.content.MediaContent;

/**
 * The messages of a prompt in the shape that Braintrust shows as a conversation.
 */
final class PromptMessages {

	private PromptMessages() {
	}

	static List<Message> of(List<org.springframework.ai.chat.messages.Message> messages) {
		List<Message> shaped = new ArrayList<>(messages.size());
		for (org.springframework.ai.chat.messages.Message message : messages) {
			if (message instanceof ToolResponseMessage answers) {
				answers.getResponses()
					.forEach((answer) -> shaped
						.add(Message.tool(ReportedText.orNull(answer.id()), answer.responseData())));
			}
			else if (message instanceof AssistantMessage answer) {
				shaped.add(assistant(answer));
			}
			else {
				shaped.add(new Message(message.getMessageType().getValue(), content(message), List.of(), null));
			}
		}
		return shaped;
	}

	private static Message assistant(AssistantMessage message) {
		List<ToolCall> calls = message.getToolCalls()
			.stream()
			.map((call) -> new ToolCall(ReportedText.orNull(call.id()), (call.name() != null) ? call.name() : "",
					call.arguments()))
			.toList();
		String text = message.getText();
		boolean silent = !calls.isEmpty() && (text == null || text.isEmpty());
		return new Message("assistant", silent ? null : content(message), calls, null);
	}

	private static @Nullable Object content(org.springframework.ai.chat.messages.Message message) {
		return (message instanceof MediaContent content) ? MediaParts.content(message.getText(), content.getMedia())
				: message.getText();
	}

}
