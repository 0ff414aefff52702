package dev.gai.braintrust.sample.setup;

import java.io.IOException;
import java.net.ServerSocket;

import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The port to listen on where {@code PORT} does not say one: 8080, or any free one if
 * 8080 is taken or if the application ends by itself and nobody will call it.
 */
final class WebPort {

	private static final int USUAL = 8080;

	private WebPort() {
	}

	static int choose(ConfigurableEnvironment environment) {
		return (environment.containsProperty("exit") || !isFree(USUAL)) ? 0 : USUAL;
	}

	static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
