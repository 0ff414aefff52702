package dev.gai.braintrust.sample.embedded;

import java.io.IOException;

/**
 * A request is larger than the server wants to read.
 */
public final class BodyTooLargeException extends IOException {

	BodyTooLargeException(int maxBytes) {
		super("The body is larger than " + maxBytes + " bytes");
	}

}
