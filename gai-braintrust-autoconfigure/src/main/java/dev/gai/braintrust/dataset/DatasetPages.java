package dev.gai.braintrust.dataset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.api.PatientReads;
import dev.gai.braintrust.api.ProjectReference;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of one version of a dataset, page by page: without a version, pages shift when
 * rows are added meanwhile. Of rows of the same id the first one counts.
 */
final class DatasetPages implements Iterator<DatasetRow> {

	private static final Log logger = LogFactory.getLog(BraintrustDatasets.class);

	private static final int PAGE = 512;

	private static final JsonMapper json = new JsonMapper();

	private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {
	};

	private final BraintrustApi api;

	private final PatientReads reads;

	private final String id;

	private final String version;

	private final Queue<DatasetRow> rows = new ArrayDeque<>();

	private final Set<String> seen = new HashSet<>();

	/** A page that comes again ends the reading. */
	private final Set<String> cursors = new HashSet<>();

	private @Nullable String cursor;

	private boolean last;

	DatasetPages(BraintrustApi api, ProjectReference project, String name, @Nullable String version) {
		this.api = api;
		this.reads = api.patiently();
		this.id = ask(() -> {
			Map<String, String> parameters = new LinkedHashMap<>();
			parameters.put(project.parameter().getKey(), project.parameter().getValue());
			parameters.put("dataset_name", name);
			return api.get("/v1/dataset", parameters);
		}).path("objects").path(0).path("id").asString("");
		if (this.id.isEmpty()) {
			throw new DatasetException("Braintrust has no dataset '" + name + "' in this project");
		}
		this.version = (version != null) ? version : latest();
		this.last = this.version.isEmpty();
	}

	private String latest() {
		String query = "SELECT max(_xact_id) as version FROM dataset('" + this.id.replace("'", "''") + "')";
		JsonNode data = ask(() -> this.api.post("/btql", Map.of("query", query))).path("data");
		if (!data.isArray()) {
			throw new DatasetException("A dataset cannot be read: Braintrust does not say its version");
		}
		return data.path(0).path("version").asString("");
	}

	@Override
	public boolean hasNext() {
		while (this.rows.isEmpty() && !this.last) {
			read();
		}
		return !this.rows.isEmpty();
	}

	@Override
	public DatasetRow next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		return this.rows.remove();
	}

	private void read() {
		Map<String, Object> request = new HashMap<>(Map.of("limit", PAGE, "version", this.version));
		if (this.cursor != null) {
			request.put("cursor", this.cursor);
		}
		JsonNode page = ask(() -> this.api.post("/v1/dataset/" + this.id + "/fetch", request));
		JsonNode events = page.path("events");
		if (!events.isArray()) {
			throw new DatasetException("A dataset cannot be read: a page of Braintrust's answer has no events");
		}
		for (JsonNode event : events) {
			String id = event.path("id").asString("");
			if (!event.isObject()) {
				logger.warn("Skipping a row of a dataset that is not a JSON object");
			}
			else if (id.isEmpty() || this.seen.add(id)) {
				this.rows.add(row(event));
			}
		}
		String next = page.path("cursor").asString("");
		this.last = next.isEmpty() || events.isEmpty() || !this.cursors.add(next);
		this.cursor = next;
	}

	private DatasetRow row(JsonNode event) {
		Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
		if (event.path("metadata").isObject()) {
			metadata.putAll(json.convertValue(event.path("metadata"), MAP));
		}
		List<String> tags = new ArrayList<>();
		event.path("tags").forEach((tag) -> tags.add(tag.asString("")));
		Map<String, Object> origin = new LinkedHashMap<>(
				Map.of("object_type", "dataset", "object_id", this.id, "id", event.path("id").asString("")));
		for (String field : List.of("_xact_id", "created")) {
			if (event.hasNonNull(field)) {
				origin.put(field, event.path(field).asString());
			}
		}
		return new DatasetRow(event.path("id").asString(""), event.path("input"), event.path("expected"), metadata,
				tags, origin);
	}

	private JsonNode ask(PatientReads.Question<JsonNode> question) {
		try {
			return this.reads.ask(question);
		}
		catch (BraintrustApiException ex) {
			throw new DatasetException("A dataset cannot be read: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new DatasetException("A dataset cannot be read: the thread was interrupted");
		}
	}

}
