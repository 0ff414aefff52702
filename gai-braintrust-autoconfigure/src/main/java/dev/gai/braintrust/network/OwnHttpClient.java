package dev.gai.braintrust.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * A client of the JDK that is made when it is needed for the first time, since that takes
 * a tenth of a second, made again when certificates have been renewed, and that ends with
 * what uses it. The JDK has a way to end one only from version 21 on; before that its
 * worker threads end here, and what is left of it when it is collected as garbage.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class OwnHttpClient implements AutoCloseable {

	private final UnaryOperator<HttpClient.Builder> settings;

	private final Network network;

	private @Nullable HttpClient client;

	private @Nullable Tls tls;

	private @Nullable ExecutorService workers;

	private @Nullable ProxyRoute route;

	OwnHttpClient(UnaryOperator<HttpClient.Builder> settings, Network network) {
		this.settings = settings;
		this.network = network;
	}

	/**
	 * Sends a request. After the end it is sent by another client.
	 * @param request the request
	 * @param body reads the body of the answer
	 * @param <T> type of the body
	 * @return the answer
	 * @throws RuntimeException if the request cannot be sent at all; the message may
	 * quote a header of it
	 */
	public <T> CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> body) {
		HttpClient used;
		HttpRequest routed;
		try {
			synchronized (this) {
				used = current();
				routed = (this.route != null) ? this.route.prepare(request) : request;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return used.sendAsync(routed, body);
	}

	private HttpClient current() {
		Tls wanted = this.network.tls();
		HttpClient made = this.client;
		if (made != null && this.tls == wanted) {
			return made;
		}
		if (made != null) {
			// What is under way goes on; the workers are those of the next one.
			invoke(made, "shutdown");
		}
		HttpClient next = builder(wanted).build();
		this.client = next;
		this.tls = wanted;
		return next;
	}

	private HttpClient.Builder builder(@Nullable Tls wanted) {
		HttpClient.Builder builder = this.settings.apply(HttpClient.newBuilder()).executor(workers());
		HttpProxy proxy = this.network.proxy();
		if (proxy != null) {
			ProxyRoute used = (this.route != null) ? this.route : new ProxyRoute(proxy);
			this.route = used;
			builder.proxy(used);
		}
		if (wanted != null) {
			builder.sslContext(wanted.context()).sslParameters(wanted.parameters());
		}
		return builder;
	}

	private ExecutorService workers() {
		ExecutorService threads = this.workers;
		if (threads == null) {
			threads = Executors.newCachedThreadPool(DaemonThreads.named("gai-braintrust-http"));
			this.workers = threads;
		}
		return threads;
	}

	/**
	 * Ends the client, and with it the requests that are under way.
	 */
	@Override
	public synchronized void close() {
		if (this.client != null) {
			invoke(this.client, "shutdownNow");
		}
		if (this.workers != null) {
			this.workers.shutdown();
		}
		if (this.route != null) {
			this.route.close();
		}
		this.client = null;
		this.workers = null;
		this.route = null;
	}

	private static void invoke(HttpClient client, String method) {
		try {
			HttpClient.class.getMethod(method).invoke(client);
		}
		catch (NoSuchMethodException ex) {
			// Java 17 to 20.
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			Guard.report("An HTTP client could not be ended", ex);
		}
	}

}
