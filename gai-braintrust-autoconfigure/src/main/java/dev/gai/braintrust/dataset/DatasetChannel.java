package dev.gai.braintrust.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.outbox.OutboxChannel;
import dev.gai.braintrust.promise.Internal;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends rows to datasets, which are made if they do not exist. Rows have ids, so that
 * sending them again does no harm.
 *
 * @since 0.1.0
 */
@Internal
public final class DatasetChannel implements OutboxChannel {

	static final String NAME = "dataset";

	private final BraintrustApi api;

	private final ProjectReference project;

	private final Map<String, String> ids = new ConcurrentHashMap<>();

	/**
	 * Creates a channel.
	 * @param api the API
	 * @param project the project that the datasets belong to
	 */
	public DatasetChannel(BraintrustApi api, ProjectReference project) {
		this.api = api;
		this.project = project;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public void send(List<ObjectNode> contents) throws InterruptedException {
		Map<String, List<ObjectNode>> byDataset = new LinkedHashMap<>();
		for (ObjectNode content : contents) {
			ObjectNode row = (ObjectNode) content.path("row").deepCopy();
			if (row.path("origin") instanceof ObjectNode origin) {
				origin.put("object_id", this.project.id());
			}
			byDataset.computeIfAbsent(content.path("dataset").asString(""), (name) -> new ArrayList<>()).add(row);
		}
		for (Map.Entry<String, List<ObjectNode>> rows : byDataset.entrySet()) {
			this.api.post("/v1/dataset/" + id(rows.getKey()) + "/insert", Map.of("events", rows.getValue()));
		}
	}

	private String id(String name) throws InterruptedException {
		String known = this.ids.get(name);
		if (known == null) {
			known = this.api.post("/v1/dataset", Map.of("project_id", this.project.id(), "name", name))
				.path("id")
				.asString("");
			this.ids.put(name, known);
		}
		return known;
	}

}
