package dev.gai.braintrust.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.guard.BoundedMap;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was rendered lately, so that a call which sends it is known to be made
 * with a prompt, whatever client makes it. A call is one if it sends every text of the
 * rendered prompt. Bounded; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class RenderedPrompts {

	private static final int MAX_RENDERED = 256;

	/** The part of a conversation in which the texts of a prompt are looked for. */
	private static final int MAX_MESSAGES = 32;

	private final BoundedMap<String, BraintrustPrompt.Rendered> byFirstText = new BoundedMap<>(MAX_RENDERED);

	private volatile boolean used;

	/**
	 * Creates an empty memory.
	 */
	public RenderedPrompts() {
		// Nothing to set, but the constructor of a public class wants a comment.
	}

	void rendered(BraintrustPrompt.Rendered rendered) {
		List<String> texts = rendered.texts();
		if (!texts.isEmpty()) {
			this.byFirstText.put(texts.get(0), rendered);
			this.used = true;
		}
	}

	/**
	 * Finds the prompt that a call was made with.
	 * @param input the input of the call: messages with {@code content}
	 * @return the prompt, {@code null} if it was none of those rendered lately
	 */
	public BraintrustPrompt.@Nullable Rendered find(@Nullable Object input) {
		if (!this.used || !(input instanceof List<?> messages)) {
			return null;
		}
		List<String> sent = new ArrayList<>();
		for (Object message : messages.subList(0, Math.min(messages.size(), MAX_MESSAGES))) {
			if (message instanceof Map<?, ?> map && map.get("content") instanceof String text) {
				sent.add(text);
			}
		}
		for (String text : sent) {
			BraintrustPrompt.Rendered candidate = this.byFirstText.get(text);
			if (candidate != null && sent.containsAll(candidate.texts())) {
				return candidate;
			}
		}
		return null;
	}

}
