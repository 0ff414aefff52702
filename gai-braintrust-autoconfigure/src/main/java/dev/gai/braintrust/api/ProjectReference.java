package dev.gai.braintrust.api;

import java.util.Map;

import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The project of an application. Most paths of the API want its id, while applications
 * are configured with its name: that is asked for once. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ProjectReference {

	private static final String BY_ID = "project_id:";

	private static final String BY_NAME = "project_name:";

	private final BraintrustApi api;

	private final String parent;

	private volatile @Nullable String id;

	/**
	 * Creates a reference.
	 * @param api the API that knows the project
	 * @param parent the object that spans belong to, for example
	 * {@code project_name:shop}
	 * @param projectId id of the project where it is configured
	 */
	public ProjectReference(BraintrustApi api, String parent, @Nullable String projectId) {
		this.api = api;
		this.parent = parent;
		this.id = (projectId != null && !projectId.isBlank()) ? projectId.strip()
				: parent.startsWith(BY_ID) ? parent.substring(BY_ID.length()) : null;
	}

	/**
	 * The id of the project.
	 * @return a UUID
	 * @throws BraintrustApiException if it cannot be found out, with the status 404 if
	 * there is no such project
	 * @throws InterruptedException if the thread was interrupted
	 */
	public String id() throws InterruptedException {
		String known = this.id;
		if (known == null) {
			known = lookUp();
			this.id = known;
		}
		return known;
	}

	/**
	 * What names the project in a query.
	 * @return {@code project_id} or {@code project_name} with its value
	 */
	public Map.Entry<String, String> parameter() {
		String known = this.id;
		return (known != null) ? Map.entry("project_id", known) : Map.entry("project_name", name());
	}

	private String name() {
		if (!this.parent.startsWith(BY_NAME)) {
			throw new BraintrustApiException(FailureCategory.WRONG_ENDPOINT, 0,
					"No project is known: "
							+ "gai.braintrust.parent names something else. Set gai.braintrust.project-id as well.",
					null);
		}
		return this.parent.substring(BY_NAME.length());
	}

	private String lookUp() throws InterruptedException {
		JsonNode answer = this.api.get("/v1/project", Map.of("project_name", name()));
		String found = answer.path("objects").path(0).path("id").asString("");
		if (found.isEmpty()) {
			throw new BraintrustApiException(FailureCategory.WRONG_ENDPOINT, 404,
					"Braintrust has no project of the name that gai.braintrust.project-name gives", null);
		}
		return found;
	}

}
