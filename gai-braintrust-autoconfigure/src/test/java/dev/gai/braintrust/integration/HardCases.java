package dev.gai.braintrust.integration;

import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dataset {@code hard-cases} of a stand-in for Braintrust. It is told after that one,
 * which forgets everything before each test.
 */
final class HardCases implements BeforeEachCallback {

	private static final String INSERT = "/v1/dataset/d-1/insert";

	private static final JsonMapper json = new JsonMapper();

	private final BraintrustServer braintrust;

	HardCases(BraintrustServer braintrust) {
		this.braintrust = braintrust;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.braintrust.rest("GET", "/v1/project", WireMock.okJson("{\"objects\":[{\"id\":\"p-1\"}]}"));
		this.braintrust.rest("POST", "/v1/dataset", WireMock.okJson("{\"id\":\"d-1\",\"name\":\"hard-cases\"}"));
		this.braintrust.rest("POST", INSERT, WireMock.okJson("{\"row_ids\":[\"r\"]}"));
	}

	/** The rows that were added, once there are so many. */
	List<JsonNode> await(int count) {
		Awaitility.await().until(() -> rows().size() >= count);
		return rows();
	}

	private List<JsonNode> rows() {
		return this.braintrust.restRequests(INSERT)
			.stream()
			.map((request) -> json.readTree(request.getBodyAsString()))
			.flatMap((body) -> body.path("events").valueStream())
			.toList();
	}

}
