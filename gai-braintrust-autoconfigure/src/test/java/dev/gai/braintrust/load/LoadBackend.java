package dev.gai.braintrust.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * Stands for Braintrust: remembers every span that it has acknowledged, and misbehaves
 * when told.
 */
final class LoadBackend implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	/** How often each span was acknowledged, by its name. */
	private final ConcurrentHashMap<String, Integer> stored = new ConcurrentHashMap<>();

	private final AtomicInteger inFlight = new AtomicInteger();

	final AtomicInteger mostInFlight = new AtomicInteger();

	final AtomicLong largestBody = new AtomicLong();

	final List<Long> requestNanos = new CopyOnWriteArrayList<>();

	volatile Fault fault = Fault.NONE;

	LoadBackend() throws IOException {
		this(0);
	}

	LoadBackend(int port) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::serve);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	int requests() {
		return this.requestNanos.size();
	}

	int unique() {
		return this.stored.size();
	}

	int duplicates() {
		return this.stored.values().stream().mapToInt((times) -> times - 1).sum();
	}

	/**
	 * How many of the spans 0 to n-1 have not been acknowledged.
	 */
	int missing(int spans) {
		return missing(0, spans);
	}

	int missing(int from, int to) {
		int missing = 0;
		for (int i = from; i < to; i++) {
			missing += this.stored.containsKey(name(i)) ? 0 : 1;
		}
		return missing;
	}

	/**
	 * How many of the three spans of a tree are there.
	 */
	int spansOf(int tree) {
		int spans = 0;
		for (String name : List.of("invoke_agent tree-" + tree, "execute_tool tree-" + tree + "-a",
				"execute_tool tree-" + tree + "-b")) {
			spans += this.stored.containsKey(name) ? 1 : 0;
		}
		return spans;
	}

	static String name(int span) {
		return "execute_tool " + span;
	}

	private void serve(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.requestNanos.add(System.nanoTime());
			byte[] body = body(exchange);
			this.largestBody.accumulateAndGet(body.length, Math::max);
			this.mostInFlight.accumulateAndGet(this.inFlight.incrementAndGet(), Math::max);
			int status;
			try {
				status = this.fault.answer(exchange);
			}
			finally {
				this.inFlight.decrementAndGet();
			}
			if (status >= 200 && status < 300) {
				store(body);
			}
			if (status > 0) {
				exchange.sendResponseHeaders(status, -1);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static byte[] body(HttpExchange exchange) throws IOException {
		byte[] sent = exchange.getRequestBody().readAllBytes();
		boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		try (InputStream in = gzip ? new GZIPInputStream(new ByteArrayInputStream(sent))
				: new ByteArrayInputStream(sent)) {
			return in.readAllBytes();
		}
	}

	private void store(byte[] body) throws IOException {
		for (ResourceSpans resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
			for (ScopeSpans scope : resource.getScopeSpansList()) {
				for (Span span : scope.getSpansList()) {
					this.stored.merge(span.getName(), 1, Integer::sum);
				}
			}
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.server.stop(0);
	}

	/** What a request comes to. */
	interface Fault {

		/** None: the spans are stored. */
		Fault NONE = (exchange) -> 200;

		/** No answer at all. */
		Fault HANG = (exchange) -> {
			Thread.sleep(3_600_000);
			return 0;
		};

		/** The headers of a success, and nothing of the body that they promise. */
		Fault STALL = (exchange) -> {
			exchange.sendResponseHeaders(200, 100);
			exchange.getResponseBody().flush();
			Thread.sleep(3_600_000);
			return 0;
		};

		/**
		 * Answers.
		 * @return the status, zero if there is no more to say; below 300 the spans are
		 * stored
		 */
		int answer(HttpExchange exchange) throws IOException, InterruptedException;

		static Fault status(int status) {
			return (exchange) -> status;
		}

		static Fault slow(long millis) {
			return (exchange) -> {
				Thread.sleep(millis);
				return 200;
			};
		}

	}

}
