package dev.gai.braintrust.feedback;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.outbox.OutboxChannel;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends feedback to the object that spans belong to. Scores, expected values and tags
 * merge into the row, so that sending them again does no harm; a comment is a record of
 * its own and would show twice.
 *
 * @since 0.1.0
 */
@Internal
public final class FeedbackChannel implements OutboxChannel {

	/** Name of the channel. */
	public static final String NAME = "feedback";

	private static final String EXPERIMENT = "experiment_id:";

	private final BraintrustApi api;

	private final ProjectReference project;

	private final String parent;

	/**
	 * Creates a channel.
	 * @param api the API
	 * @param project the project that spans belong to
	 * @param parent the object that spans belong to
	 */
	public FeedbackChannel(BraintrustApi api, ProjectReference project, String parent) {
		this.api = api;
		this.project = project;
		this.parent = parent;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public void send(List<ObjectNode> contents) throws InterruptedException {
		String path = this.parent.startsWith(EXPERIMENT)
				? "/v1/experiment/" + this.parent.substring(EXPERIMENT.length())
				: "/v1/project_logs/" + this.project.id();
		this.api.post(path + "/feedback", Map.of("feedback", contents));
	}

	@Override
	public boolean isRepeatable(ObjectNode content) {
		return !content.has("comment");
	}

	@Override
	public @Nullable ObjectNode withoutRepetition(ObjectNode content) {
		ObjectNode rest = content.deepCopy();
		rest.remove("comment");
		return (rest.has("scores") || rest.has("expected") || rest.has("tags")) ? rest : null;
	}

}
