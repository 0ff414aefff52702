package dev.gai.braintrust.testing;

import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
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
 * A provider of models that listens on the loopback interface and answers what it is
 * told, one answer after the other; the last one is repeated.
 */
public final class StubProvider implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

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

	public void answers(ResponseDefinitionBuilder... answers) {
		for (int i = 0; i < answers.length; i++) {
			this.server.stubFor(WireMock.post(WireMock.anyUrl())
				.inScenario("answers")
				.whenScenarioStateIs(state(i))
				.willSetStateTo(state(Math.min(i + 1, answers.length - 1)))
				.willReturn(answers[i]));
		}
	}

	private static String state(int answer) {
		return (answer == 0) ? Scenario.STARTED : "answer " + answer;
	}

	public List<LoggedRequest> requests() {
		return this.server.findAll(WireMock.anyRequestedFor(WireMock.anyUrl()));
	}

	public static ResponseDefinitionBuilder json(String body) {
		return WireMock.okJson(body);
	}

	public static ResponseDefinitionBuilder error(int status, String body) {
		return WireMock.aResponse().withStatus(status).withHeader("Content-Type", "application/json").withBody(body);
	}

	/**
	 * A stream of server-sent events.
	 * @param events the events; each is JSON, or JSON behind a name and a blank
	 * @return the answer
	 */
	public static ResponseDefinitionBuilder events(String... events) {
		StringBuilder body = new StringBuilder();
		for (String event : events) {
			int json = event.indexOf('{');
			if (json > 0) {
				body.append("event: ").append(event.substring(0, json).strip()).append('\n');
			}
			body.append("data: ").append((json > 0) ? event.substring(json) : event).append("\n\n");
		}
		return WireMock.aResponse().withHeader("Content-Type", "text/event-stream").withBody(body.toString());
	}

}
