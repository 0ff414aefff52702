package dev.gai.braintrust.export;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.delivery.DeliverySettings;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.DirectDelivery;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.export.row.RowSettings;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.export.row.SpanFilters;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExportVerificationTests {

	private static final RowSettings SETTINGS = new RowSettings("project_name:demo", true, false, 10_000, 100_000,
			Map.of(), null, "1");

	private final AtomicLong nanoTime = new AtomicLong();

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch arrived = new CountDownLatch(1);

	private final CountDownLatch answering = new CountDownLatch(1);

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.answering.countDown();
		this.server.stop(0);
	}

	@Test
	void sendsOneSpanAtATimeAndNotMoreThanOneASecond() throws Exception {
		ExportVerification verification = verification(() -> encoder(new ContentMasking(true, List.of(), List.of())));

		CompletableFuture<VerificationResult> first = CompletableFuture.supplyAsync(verification::verify);
		assertThat(this.arrived.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(verification.verify()).isEqualTo(VerificationResult.notSent("Another verification is running"));
		this.answering.countDown();
		assertThat(first.get(20, TimeUnit.SECONDS).delivered()).isTrue();

		this.nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
		assertThat(verification.verify().error()).isEqualTo("The last verification was less than a second ago");
		assertThat(this.requests).hasValue(1);

		this.nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
		assertThat(verification.verify().delivered()).isTrue();
		assertThat(this.requests).hasValue(2);
	}

	@Test
	void saysThatTheSpanCouldNotBeMadeAndNotWhatTheExceptionQuotes() {
		ExportVerification verification = verification(() -> {
			throw new IllegalStateException("quotes a secret");
		});

		VerificationResult result = verification.verify();

		assertThat(result.delivered()).isFalse();
		assertThat(result.error()).isEqualTo("The span could not be made: java.lang.IllegalStateException");
		assertThat(this.requests).hasValue(0);
	}

	@Test
	void endsWhenItsThreadIsInterrupted() {
		ExportVerification verification = verification(() -> encoder(new ContentMasking(true, List.of(), List.of())));
		Thread.currentThread().interrupt();

		VerificationResult result = verification.verify();

		assertThat(Thread.interrupted()).isTrue();
		assertThat(result.error()).isEqualTo("Interrupted");
	}

	private ExportVerification verification(Supplier<SpanEncoder> encoders) {
		Destination destination = new Destination(
				URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/otel/v1/traces"), "Bearer test",
				"project_name:demo");
		DeliverySettings settings = new DeliverySettings(Duration.ofSeconds(1), 10, 1_000_000, Duration.ofSeconds(20),
				true, Duration.ofSeconds(1), Duration.ofSeconds(1), "test");
		return new ExportVerification(new DirectDelivery(destination, settings), encoders, (traceId, spanId) -> null,
				Resource.getDefault(), this.nanoTime::get);
	}

	private static SpanEncoder encoder(ContentMasking masking) {
		return new SpanEncoder(SETTINGS, masking, new ContentJson(), new SpanFilters(List.of(), List.of()),
				RowListener.NONE);
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.requests.incrementAndGet();
		this.arrived.countDown();
		try {
			this.answering.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		exchange.getRequestBody().readAllBytes();
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

}
