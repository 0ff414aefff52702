package dev.gai.braintrust.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A provider of models that listens on the loopback interface and says what it is told
 * to.
 */
public final class ModelServer implements BeforeEachCallback, AfterAllCallback, BeforeAllCallback {

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

	private final AtomicInteger scenarios = new AtomicInteger();

	@Override
	public void beforeAll(ExtensionContext context) {
		this.server.start();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.server.resetAll();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.server.stop();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/**
	 * Answers the requests to a path one after the other; the last answer is repeated.
	 * @param path the path
	 * @param answers the answers
	 */
	public void answers(String path, ResponseDefinitionBuilder... answers) {
		String scenario = path + this.scenarios.incrementAndGet();
		for (int i = 0; i < answers.length; i++) {
			ScenarioMappingBuilder mapping = WireMock.post(WireMock.urlPathEqualTo(path))
				.inScenario(scenario)
				.whenScenarioStateIs((i == 0) ? Scenario.STARTED : "answered " + i)
				.willReturn(answers[i]);
			if (i < answers.length - 1) {
				mapping.willSetStateTo("answered " + (i + 1));
			}
			this.server.stubFor(mapping);
		}
	}

	public List<LoggedRequest> requests() {
		return this.server.findAll(WireMock.anyRequestedFor(WireMock.anyUrl()));
	}

	public static ResponseDefinitionBuilder json(String body) {
		return WireMock.aResponse().withStatus(200).withHeader("Content-Type", "application/json").withBody(body);
	}

	/**
	 * Server-sent events, one for each line.
	 * @param lines the data of the events
	 * @return the answer
	 */
	public static ResponseDefinitionBuilder events(String lines) {
		StringBuilder body = new StringBuilder();
		lines.lines()
			.filter((line) -> !line.isBlank())
			.forEach((line) -> body.append("data: ").append(line.strip()).append("\n\n"));
		return WireMock.aResponse()
			.withStatus(200)
			.withHeader("Content-Type", "text/event-stream")
			.withBody(body.toString());
	}

	/**
	 * Server-sent events with names, which are the types that the data has.
	 * @param lines the data of the events
	 * @return the answer
	 */
	public static ResponseDefinitionBuilder namedEvents(String lines) {
		StringBuilder body = new StringBuilder();
		lines.lines().filter((line) -> !line.isBlank()).forEach((line) -> {
			String type = line.replaceFirst("^.*?\"type\":\"", "").replaceFirst("\".*$", "");
			body.append("event: ").append(type).append("\ndata: ").append(line.strip()).append("\n\n");
		});
		return WireMock.aResponse()
			.withStatus(200)
			.withHeader("Content-Type", "text/event-stream; charset=utf-8")
			.withBody(body.toString());
	}

}
