package dev.gai.braintrust.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * A Braintrust that listens on the loopback interface and keeps what it is sent.
 * <p>
 * Each test has an address of its own. What an application of an earlier test was still
 * sending when it ended may arrive during the next one, since bytes outlive their sender
 * in the buffers of the system; it goes to the address of the earlier test and is not
 * seen. What is started before the first test of a class sends to an address that all
 * tests of the class see.
 */
public final class BraintrustServer
		implements BeforeAllCallback, TestInstancePreConstructCallback, BeforeEachCallback, AfterAllCallback {

	public static final String KEY = "sk-test-0123456789abcdefghij";

	private static final String PATH = "/otel/v1/traces";

	/** Far less than an application waits for more spans before it sends. */
	private static final Duration OFTEN = Duration.ofMillis(20);

	private static final int LAST = Integer.MAX_VALUE;

	private static final AtomicInteger tests = new AtomicInteger();

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

	/** Never removed: what all tests of a class share may send at any moment. */
	private final StubMapping accepts = this.server
		.stubFor(WireMock.post(WireMock.urlMatching("(/test-[0-9]+)?" + PATH))
			.atPriority(LAST)
			.willReturn(WireMock.aResponse().withStatus(200)));

	private String prefix = "";

	@Override
	public void beforeAll(ExtensionContext context) {
		this.server.start();
	}

	/**
	 * Before fields of the test are initialized, which may start something that sends.
	 */
	@Override
	public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
		this.prefix = "/test-" + tests.incrementAndGet();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		if (!this.server.isRunning()) {
			this.server.start();
		}
		this.server.getStubMappings()
			.stream()
			.filter((other) -> !other.getId().equals(this.accepts.getId()))
			.forEach(this.server::removeStub);
		this.server.resetScenarios();
		this.server.resetRequests();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.prefix = "";
		this.server.stop();
	}

	/**
	 * Answers requests to a path of the REST API.
	 * @param method the HTTP method
	 * @param path the path below the address of the API
	 * @param answer the answer
	 */
	public void rest(String method, String path, ResponseDefinitionBuilder answer) {
		this.server.stubFor(WireMock.request(method, WireMock.urlPathEqualTo(this.prefix + path)).willReturn(answer));
	}

	public List<LoggedRequest> restRequests(String path) {
		return this.server.findAll(WireMock.anyRequestedFor(WireMock.urlPathEqualTo(this.prefix + path)));
	}

	public void answers(ResponseDefinitionBuilder answer) {
		this.server.stubFor(WireMock.post(WireMock.urlMatching(paths())).willReturn(answer));
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.port() + this.prefix;
	}

	private String paths() {
		return "(" + this.prefix + ")?" + PATH;
	}

	/**
	 * Properties of an application that sends here, soon.
	 * @return the properties
	 */
	public String[] properties() {
		return new String[] { "gai.braintrust.api-url=" + url(), "gai.braintrust.api-key=" + KEY,
				"gai.braintrust.project-name=demo", "gai.braintrust.export.schedule-delay=50ms",
				"gai.braintrust.export.spool.enabled=false", "gai.braintrust.export.retry.initial-delay=20ms",
				"gai.braintrust.export.retry.max-delay=50ms" };
	}

	/**
	 * Forgets what was sent so far.
	 */
	public void forget() {
		this.server.resetRequests();
	}

	public List<LoggedRequest> requests() {
		return this.server.findAll(WireMock.postRequestedFor(WireMock.urlMatching(paths())));
	}

	public List<SentSpan> spans() {
		List<SentSpan> spans = new ArrayList<>();
		for (LoggedRequest request : requests()) {
			for (ResourceSpans resource : decode(request.getBody()).getResourceSpansList()) {
				for (ScopeSpans scope : resource.getScopeSpansList()) {
					for (Span span : scope.getSpansList()) {
						spans.add(new SentSpan(span, SentSpan.attributes(resource.getResource().getAttributesList())));
					}
				}
			}
		}
		return spans;
	}

	/**
	 * Waits for spans.
	 * @param count how many at least
	 * @return all spans
	 */
	public List<SentSpan> awaitSpans(int count) {
		Awaitility.await(waiting())
			.pollInterval(OFTEN)
			.atMost(Duration.ofSeconds(15))
			.until(() -> spans().size() >= count);
		return spans();
	}

	public SentSpan awaitSpan(String name) {
		Awaitility.await(waiting())
			.pollInterval(OFTEN)
			.atMost(Duration.ofSeconds(15))
			.until(() -> spans().stream().anyMatch((span) -> span.name().equals(name)));
		return spans().stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

	private String waiting() {
		return "spans at " + url() + " (what all tests of a class share has to be started in @BeforeAll)";
	}

	private static ExportTraceServiceRequest decode(byte[] body) {
		try {
			boolean gzip = body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
			return ExportTraceServiceRequest
				.parseFrom(gzip ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
