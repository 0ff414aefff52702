package dev.gai.braintrust.springai.response;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Chunks of a stream that each have all that the model has thought so far. To keep them
 * would take memory with the square of their number: they are kept with what is new. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class GrowingThoughts {

	/** What is new in a chunk. */
	static final String PIECE = GrowingThoughts.class.getName();

	private static final String WHOLE = "reasoningContent";

	/** Two pieces that begin with the same text of this length are no coincidence. */
	private static final int CERTAIN = 256;

	private final Map<Object, String> known = new HashMap<>();

	/**
	 * Creates an empty state.
	 */
	public GrowingThoughts() {
	}

	/**
	 * What is kept of a chunk.
	 * @param chunk the chunk
	 * @return the chunk, or a copy with what is new
	 */
	public ChatResponse trimmed(ChatResponse chunk) {
		List<Generation> generations = new ArrayList<>();
		boolean changed = false;
		for (Generation generation : chunk.getResults()) {
			Generation kept = trimmed(generation);
			changed |= kept != generation;
			generations.add(kept);
		}
		return changed ? new ChatResponse(generations, chunk.getMetadata()) : chunk;
	}

	private Generation trimmed(Generation generation) {
		AssistantMessage message = generation.getOutput();
		if (!(message.getMetadata().get(WHOLE) instanceof String whole) || whole.length() < CERTAIN) {
			return generation;
		}
		String before = this.known.put(message.getMetadata().getOrDefault("index", 0), whole);
		if (before == null || !whole.startsWith(before)) {
			return generation;
		}
		Map<String, Object> metadata = new HashMap<>(message.getMetadata());
		metadata.remove(WHOLE);
		metadata.put(PIECE, whole.substring(before.length()));
		AssistantMessage copy = AssistantMessage.builder()
			.content((message.getText() != null) ? message.getText() : "")
			.properties(metadata)
			.toolCalls(message.getToolCalls())
			.media(message.getMedia())
			.build();
		return new Generation(copy, generation.getMetadata());
	}

}
