package dev.gai.braintrust.replay;

import java.io.IOException;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Stands before a provider, on 127.0.0.1.
 */
final class ReplayServer implements ResponseTransformerV2, AutoCloseable {

	private static final Log logger = LogFactory.getLog(ReplayServer.class);

	private static final int THREADS = 100;

	private static final int MISS = 400;

	private static final int NOT_REACHED = 502;

	private final Answering answering;

	private final TestRuns tests;

	private final WireMockServer server;

	ReplayServer(Answering answering, TestRuns tests) {
		this.answering = answering;
		this.tests = tests;
		this.server = new WireMockServer(WireMockConfiguration.options()
			.bindAddress("127.0.0.1")
			.dynamicPort()
			.containerThreads(THREADS)
			.disableRequestJournal()
			.gzipDisabled(true)
			.http2PlainDisabled(true)
			.stubRequestLoggingDisabled(true)
			.extensions(this));
	}

	ReplayServer listen() {
		this.server.start();
		this.server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
		return this;
	}

	String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	@Override
	public String getName() {
		return "gai-braintrust-replay";
	}

	@Override
	public Response transform(Response response, ServeEvent event) {
		Request request = event.getRequest();
		Asker asker = this.tests.asker(request.getHeader("traceparent"));
		asker.opened();
		try {
			return rendered(answer(request, asker));
		}
		finally {
			asker.closed();
		}
	}

	private Answer answer(Request request, Asker asker) {
		try {
			return this.answering.answer(Call.of(request), asker);
		}
		catch (MissException ex) {
			return refused(asker, MISS, "no_recording", String.valueOf(ex.getMessage()));
		}
		catch (IOException | RuntimeException ex) {
			return refused(asker, NOT_REACHED, "not_recorded",
					request.getMethod() + " " + path(request) + " could not be answered: " + ex);
		}
	}

	/** The address may hold a key. */
	private static String path(Request request) {
		String url = request.getUrl();
		return (url.indexOf('?') >= 0) ? url.substring(0, url.indexOf('?')) : url;
	}

	/** Also where the application keeps the exception to itself. */
	private static Answer refused(Asker asker, int status, String code, String message) {
		logger.error(message);
		asker.failed(message);
		return Answer.error(status, code, message);
	}

	private static Response rendered(Answer answer) {
		HttpHeaders headers = new HttpHeaders(answer.headers()
			.entrySet()
			.stream()
			.map((header) -> new HttpHeader(header.getKey(), header.getValue()))
			.toList());
		Response.Builder response = Response.response().status(answer.status()).headers(headers);
		byte[] body = answer.body();
		return ((body != null) ? response.body(body) : response.body(() -> new PiecewiseBody(answer.pieces()))).build();
	}

	@Override
	public void close() {
		this.server.stop();
	}

}
