package dev.gai.braintrust.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.tomakehurst.wiremock.client.WireMock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that all tests of a class share still sends what came of one test when
 * the next begins. An answer that nobody has prepared would be a wrong address, at which
 * it does not try again for a minute.
 */
@Tag("thorough")
class BraintrustServerTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void acceptsSpansWhileATestBegins() {
		HttpRequest request = HttpRequest.newBuilder(URI.create(braintrust.url() + "/otel/v1/traces"))
			.POST(HttpRequest.BodyPublishers.ofString(""))
			.build();
		Set<Integer> answers = ConcurrentHashMap.newKeySet();
		AtomicInteger sent = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
			while (!over.get()) {
				answers.add(this.client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join().statusCode());
				sent.incrementAndGet();
			}
		});

		while (sent.get() < 2_000) {
			braintrust.beforeEach(null);
		}
		over.set(true);
		sending.join();

		assertThat(answers).containsExactly(200);
	}

	@Test
	void forgetsWhatAnEarlierTestWasSentAndHadAnswered() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(braintrust.url() + "/otel/v1/traces"))
			.POST(HttpRequest.BodyPublishers.ofString(""))
			.build();
		braintrust.answers(WireMock.aResponse().withStatus(503));
		braintrust.rest("GET", "/v1/project", WireMock.aResponse());
		assertThat(this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(503);

		braintrust.beforeEach(null);

		assertThat(braintrust.requests()).isEmpty();
		assertThat(this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
		assertThat(this.client
			.send(HttpRequest.newBuilder(URI.create(braintrust.url() + "/v1/project")).build(),
					HttpResponse.BodyHandlers.discarding())
			.statusCode()).isEqualTo(404);
	}

}
