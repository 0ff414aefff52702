package dev.gai.braintrust.api;

import java.util.Map;

import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The organization of the API key. Its id is asked for once. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Organization {

	private final BraintrustApi api;

	private final @Nullable String name;

	private volatile @Nullable String id;

	/**
	 * Creates a reference.
	 * @param api the API that knows the organization
	 * @param name name of the organization, {@code null} if the key has only one
	 */
	public Organization(BraintrustApi api, @Nullable String name) {
		this.api = api;
		this.name = name;
	}

	/**
	 * The id of the organization.
	 * @return the id, {@code null} where the service does not tell
	 * @throws BraintrustApiException if it cannot be found out just now
	 * @throws InterruptedException if the thread was interrupted
	 */
	public @Nullable String id() throws InterruptedException {
		String known = this.id;
		if (known == null) {
			known = lookUp();
			this.id = known;
		}
		return known;
	}

	private @Nullable String lookUp() throws InterruptedException {
		try {
			JsonNode all = this.api.post("/api/apikey/login", Map.of()).path("org_info");
			JsonNode found = all.path(0);
			for (JsonNode each : all) {
				found = each.path("name").asString("").equals(this.name) ? each : found;
			}
			String id = found.path("id").asString("");
			return id.isEmpty() ? null : id;
		}
		catch (BraintrustApiException ex) {
			if (ex.category() == FailureCategory.WRONG_ENDPOINT) {
				// Some that speak for Braintrust have no such path.
				return null;
			}
			throw ex;
		}
	}

}
