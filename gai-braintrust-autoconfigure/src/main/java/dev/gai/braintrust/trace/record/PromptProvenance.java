package dev.gai.braintrust.trace.record;

import java.util.Map;

import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.prompt.BraintrustPrompt;
import dev.gai.braintrust.prompt.RenderedPrompts;

/**
 * Which prompt a call was made with, as Braintrust shows it.
 */
@Internal
public final class PromptProvenance {

	private static final String KEY = "prompt";

	private PromptProvenance() {
	}

	/**
	 * Looks whether a call has sent a prompt that was rendered lately.
	 * @param record the call
	 * @param prompts what was rendered lately
	 */
	public static void find(SpanRecord record, RenderedPrompts prompts) {
		Snapshot input = record.request().input();
		if (input == null || !record.declaredType().callsModel() || record.labels().metadata().containsKey(KEY)) {
			return;
		}
		BraintrustPrompt.Rendered rendered = prompts.find(input.tree());
		if (rendered != null) {
			record.labels().metadata(KEY, of(rendered, true));
		}
	}

	/**
	 * The provenance. The variables are content.
	 * @param rendered a prompt with its variables filled in
	 * @param withVariables whether content is captured
	 * @return which prompt it is, and which version
	 */
	public static Map<String, Object> of(BraintrustPrompt.Rendered rendered, boolean withVariables) {
		Map<String, Object> provenance = rendered.provenance();
		if (!withVariables) {
			provenance.remove("variables");
		}
		return provenance;
	}

}
