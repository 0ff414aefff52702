package dev.gai.braintrust.springai.bean;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * What is known of advisors by their names, which is all that their observations tell.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class AdvisorNames {

	private static final Set<String> MEMORIES = Set.of("MessageChatMemoryAdvisor", "PromptChatMemoryAdvisor",
			"VectorStoreChatMemoryAdvisor");

	private static final String SAFE_GUARD = "SafeGuardAdvisor";

	/** As many as there are beans. */
	private final Map<String, KnownGuardrail> guardrails = new ConcurrentHashMap<>(
			Map.of(SAFE_GUARD, new KnownGuardrail(SAFE_GUARD, true)));

	private final Set<String> memories = ConcurrentHashMap.newKeySet();

	/**
	 * Creates names of the advisors that Spring AI brings.
	 */
	public AdvisorNames() {
		this.memories.addAll(MEMORIES);
	}

	/**
	 * Learns that an advisor is a guardrail.
	 * @param advisor its name
	 * @param guardrail what is known of it
	 */
	public void guardrail(String advisor, KnownGuardrail guardrail) {
		this.guardrails.put(advisor, guardrail);
	}

	/**
	 * Learns that an advisor is a memory.
	 * @param advisor its name
	 */
	public void memory(String advisor) {
		this.memories.add(advisor);
	}

	/**
	 * The guardrail that an advisor is.
	 * @param advisor its name
	 * @return the guardrail, {@code null} if it is none
	 */
	public @Nullable KnownGuardrail guardrail(String advisor) {
		return this.guardrails.get(advisor);
	}

	/**
	 * Whether an advisor is a memory.
	 * @param advisor its name
	 * @return whether it is one
	 */
	public boolean isMemory(String advisor) {
		return this.memories.contains(advisor);
	}

	/**
	 * An advisor that is a guardrail.
	 *
	 * @param name its name as a guardrail
	 * @param requestsOnly whether it never looks at answers
	 */
	public record KnownGuardrail(String name, boolean requestsOnly) {

	}

}
