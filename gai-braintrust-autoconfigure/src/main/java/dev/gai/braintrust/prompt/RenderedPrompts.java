package dev.gai.braintrust.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
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

	/** Of those with a text in common, such as that of the system, the latest. */
	private static final int MAX_ALIKE = 64;

	private final BoundedMap<String, Deque<BraintrustPrompt.Rendered>> byText = new BoundedMap<>(MAX_RENDERED);

	private volatile boolean used;

	/**
	 * Creates an empty memory.
	 */
	public RenderedPrompts() {
	}

	void rendered(BraintrustPrompt.Rendered rendered) {
		List<String> texts = rendered.texts();
		if (texts.isEmpty()) {
			return;
		}
		synchronized (this.byText) {
			// The last text is the one that differs most.
			for (String text : new LinkedHashSet<>(List.of(texts.get(0), texts.get(texts.size() - 1)))) {
				// Put anew, so that the oldest one is that which is not used.
				Deque<BraintrustPrompt.Rendered> known = this.byText.remove(text);
				Deque<BraintrustPrompt.Rendered> alike = (known != null) ? known : new ArrayDeque<>();
				alike.addFirst(rendered);
				if (alike.size() > MAX_ALIKE) {
					alike.removeLast();
				}
				this.byText.put(text, alike);
			}
		}
		this.used = true;
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
		Collections.reverse(sent);
		synchronized (this.byText) {
			for (String text : sent) {
				for (BraintrustPrompt.Rendered candidate : alike(text)) {
					if (sent.containsAll(candidate.texts())) {
						return candidate;
					}
				}
			}
		}
		return null;
	}

	private Deque<BraintrustPrompt.Rendered> alike(String text) {
		Deque<BraintrustPrompt.Rendered> alike = this.byText.get(text);
		return (alike != null) ? alike : new ArrayDeque<>(0);
	}

}
