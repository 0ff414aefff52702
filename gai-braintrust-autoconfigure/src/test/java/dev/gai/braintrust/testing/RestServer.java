package dev.gai.braintrust.testing;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.api.ApiSettings;
import dev.gai.braintrust.api.BraintrustApi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Braintrust's REST API on the loopback interface, with the answers that a test gives it.
 */
public final class RestServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

	public static final String KEY = "sk-rest-0123456789abcdefghij";

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

	@Override
	public void beforeAll(ExtensionContext context) {
		this.server.start();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		if (!this.server.isRunning()) {
			this.server.start();
		}
		this.server.resetAll();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.server.stop();
	}

	/** Refuses connections from now on. */
	public void stop() {
		this.server.stop();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	public BraintrustApi api(Duration timeout) {
		return new BraintrustApi(new ApiSettings(URI.create(url()), "Bearer " + KEY, "test", timeout));
	}

	public void get(String path, ResponseDefinitionBuilder answer) {
		when(WireMock.get(WireMock.urlPathEqualTo(path)), answer);
	}

	public void post(String path, ResponseDefinitionBuilder answer) {
		when(WireMock.post(WireMock.urlPathEqualTo(path)), answer);
	}

	public void when(MappingBuilder request, ResponseDefinitionBuilder answer) {
		this.server.stubFor(request.willReturn(answer));
	}

	public List<LoggedRequest> requests(String path) {
		return this.server.findAll(WireMock.anyRequestedFor(WireMock.urlPathEqualTo(path)));
	}

	public static ResponseDefinitionBuilder json(String body) {
		return WireMock.okJson(body);
	}

}
