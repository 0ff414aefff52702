package dev.gai.braintrust.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A backend whose answer depends on what it is sent, and which knows how many requests it
 * has at the same time.
 */
final class ScriptedBackend implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Script script;

	private final AtomicInteger inFlight = new AtomicInteger();

	final AtomicInteger mostInFlight = new AtomicInteger();

	final List<List<String>> received = new CopyOnWriteArrayList<>();

	/** Names of all that was accepted. */
	final List<String> stored = new CopyOnWriteArrayList<>();

	ScriptedBackend(Script script) {
		this.script = script;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::serve);
		this.server.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/otel/v1/traces");
	}

	int inFlight() {
		return this.inFlight.get();
	}

	private void serve(HttpExchange exchange) throws IOException {
		try (exchange) {
			List<String> names = Frames.namesIn(exchange.getRequestBody().readAllBytes());
			this.received.add(names);
			this.mostInFlight.accumulateAndGet(this.inFlight.incrementAndGet(), Math::max);
			int status = this.script.answer(names, this);
			this.inFlight.decrementAndGet();
			if (status < 300) {
				this.stored.addAll(names);
			}
			exchange.sendResponseHeaders(status, -1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.server.stop(0);
	}

	interface Script {

		int answer(List<String> names, ScriptedBackend backend) throws InterruptedException;

	}

}
