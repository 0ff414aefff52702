package dev.gai.braintrust.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.spool.SpoolSettings;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one test leaves behind is not found by the next.
 */
class IsolationTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static final Set<Path> folders = new HashSet<>();

	private static String earlierUrl;

	@RepeatedTest(2)
	void receivesNothingThatAnEarlierTestStillSends() throws Exception {
		send(braintrust.url(), "own");
		if (earlierUrl != null) {
			send(earlierUrl, "late");
		}
		earlierUrl = braintrust.url();

		assertThat(braintrust.spans()).extracting(SentSpan::name).containsExactly("own");
	}

	@RepeatedTest(2)
	void keepsUnsentSpansInAFolderOfItsOwn() {
		Destination destination = new Destination(URI.create(braintrust.url()), null, "project_name:demo");

		Path folder = SpoolSettings.defaultDirectory("application", destination, "user");

		assertThat(folders).doesNotContain(folder.getParent());
		folders.add(folder.getParent());
	}

	private static void send(String url, String name) throws Exception {
		byte[] body = ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder()
				.addScopeSpans(ScopeSpans.newBuilder().addSpans(Span.newBuilder().setName(name))))
			.build()
			.toByteArray();
		HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/otel/v1/traces"))
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
		HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
	}

}
