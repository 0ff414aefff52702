package dev.gai.braintrust.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

/**
 * The service, with an answer for each test.
 */
final class TracesStub implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

	static final Duration LONG = Duration.ofSeconds(20);

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

	private String path = "";

	@Override
	public void beforeAll(ExtensionContext context) {
		this.server.start();
	}

	/**
	 * Each test has a path of its own: a request that a sender had under way when its
	 * test ended is not taken for one of the next test.
	 */
	@Override
	public void beforeEach(ExtensionContext context) {
		acceptEverything();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.server.stop();
	}

	void acceptEverything() {
		this.path = "/otel/v1/traces/" + UUID.randomUUID();
		this.server.resetAll();
		answer(aResponse().withStatus(200));
	}

	void when(MappingBuilder request) {
		this.server.stubFor(request);
	}

	String path() {
		return this.path;
	}

	String baseUrl() {
		return this.server.baseUrl();
	}

	SendingFixture patient() {
		return new SendingFixture(url(), SendingFixture.PATIENT).start();
	}

	URI url() {
		return URI.create(this.server.baseUrl() + this.path);
	}

	void answer(ResponseDefinitionBuilder response) {
		this.server.stubFor(any(anyUrl()).atPriority(9).willReturn(response));
	}

	List<ServeEvent> events() {
		List<ServeEvent> oldestFirst = new ArrayList<>(this.server.getAllServeEvents());
		oldestFirst.removeIf((event) -> !event.getRequest().getUrl().equals(this.path));
		Collections.reverse(oldestFirst);
		return oldestFirst;
	}

	List<LoggedRequest> requests() {
		return events().stream().map(ServeEvent::getRequest).toList();
	}

	List<LoggedRequest> requests(int status) {
		return events().stream()
			.filter((event) -> event.getResponse().getStatus() == status)
			.map(ServeEvent::getRequest)
			.toList();
	}

	static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(condition);
	}

}
