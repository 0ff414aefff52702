package dev.gai.braintrust.testing;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;

/**
 * What may go wrong with a request to Braintrust's REST API.
 */
public enum RestFault {

	/** The key is not accepted. */
	UNAUTHORIZED(WireMock.unauthorized().withBody("bad key " + RestServer.KEY)),

	/** The key may not do this. */
	FORBIDDEN(WireMock.forbidden()),

	/** There is no such object. */
	NOT_FOUND(WireMock.notFound()),

	/** Too many requests. */
	RATE_LIMITED(WireMock.aResponse().withStatus(429).withHeader("Retry-After", "1")),

	/** The service fails. */
	SERVER_ERROR(WireMock.serverError().withHeader("x-bt-internal-trace-id", "trace-1")),

	/** Nothing is answered in time. */
	HANG(WireMock.ok().withFixedDelay(30_000)),

	/** The connection breaks. */
	BROKEN(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),

	/** Something else answers. */
	MALFORMED(WireMock.ok("<html>hotel</html>").withHeader("Content-Type", "text/html")),

	/** The answer is larger than any that is asked for. */
	HUGE(WireMock.ok("[" + " ".repeat(33 * 1024 * 1024) + "]"));

	private final ResponseDefinitionBuilder answer;

	RestFault(ResponseDefinitionBuilder answer) {
		this.answer = answer;
	}

	public ResponseDefinitionBuilder answer() {
		return this.answer;
	}

	/**
	 * Whether the same request may succeed later although nothing is changed.
	 * @return whether it is asked again
	 */
	public boolean isTransient() {
		return switch (this) {
			case RATE_LIMITED, SERVER_ERROR, HANG, BROKEN, HUGE -> true;
			default -> false;
		};
	}

}
