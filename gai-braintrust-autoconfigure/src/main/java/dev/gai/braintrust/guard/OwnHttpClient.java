package dev.gai.braintrust.guard;

import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A client of the JDK that is made when it is needed for the first time, since that takes
 * a tenth of a second, and that ends with what uses it. The JDK has a way to end one only
 * from version 21 on; before that its worker threads end here, and what is left of it
 * when it is collected as garbage. Thread-safe.
 *
 * @since 0.1.0
 */
public final class OwnHttpClient implements AutoCloseable {

	private final UnaryOperator<HttpClient.Builder> settings;

	private @Nullable HttpClient client;

	private @Nullable ExecutorService workers;

	/**
	 * Creates a client that is not made yet.
	 * @param settings sets what differs from the JDK's defaults
	 */
	public OwnHttpClient(UnaryOperator<HttpClient.Builder> settings) {
		this.settings = settings;
	}

	/**
	 * The client. After the end another one is made.
	 * @return the client
	 */
	public synchronized HttpClient get() {
		HttpClient made = this.client;
		if (made == null) {
			ExecutorService threads = Executors.newCachedThreadPool((work) -> {
				Thread thread = new Thread(work, "gai-braintrust-http");
				thread.setDaemon(true);
				return thread;
			});
			made = this.settings.apply(HttpClient.newBuilder()).executor(threads).build();
			this.workers = threads;
			this.client = made;
		}
		return made;
	}

	/**
	 * Ends the client, and with it the requests that are under way.
	 */
	@Override
	public synchronized void close() {
		HttpClient made = this.client;
		ExecutorService threads = this.workers;
		this.client = null;
		this.workers = null;
		if (made != null) {
			shutdown(made);
		}
		if (threads != null) {
			threads.shutdown();
		}
	}

	private static void shutdown(HttpClient client) {
		try {
			HttpClient.class.getMethod("shutdownNow").invoke(client);
		}
		catch (NoSuchMethodException ex) {
			// Java 17 to 20.
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			Guard.report("An HTTP client could not be ended", ex);
		}
	}

}
