package dev.gai.braintrust.springai.http;

import java.io.IOException;

import dev.gai.braintrust.error.HttpStatusCarrier;

/**
 * Why an attempt failed that the client of a provider repeated: the answer with its
 * status. It is recorded, never thrown.
 */
final class ProviderHttpException extends IOException implements HttpStatusCarrier {

	private static final long serialVersionUID = 1L;

	private final int status;

	ProviderHttpException(int status, String body) {
		super("HTTP " + status + (body.isBlank() ? "" : ": " + body));
		this.status = status;
		// Nobody looks for a cause in the code that recorded it.
		setStackTrace(new StackTraceElement[0]);
	}

	@Override
	public int statusCode() {
		return this.status;
	}

}
