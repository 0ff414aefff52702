package dev.gai.braintrust.replay;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import com.github.tomakehurst.wiremock.http.HttpHeader;

/**
 * The provider that requests are passed on to, with all that the client sent but what
 * belongs to its connection.
 */
final class Provider {

	private static final Duration CONNECT = Duration.ofSeconds(10);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	/** An answer that is not compressed can be read, and kept as it is. */
	private static final Set<String> LEFT_OUT = Set.of("host", "connection", "content-length", "transfer-encoding",
			"expect", "upgrade", "http2-settings", "accept-encoding", "keep-alive", "te", "trailer",
			"proxy-connection");

	private final Supplier<URI> target;

	private final HttpClient client = HttpClient.newBuilder()
		.connectTimeout(CONNECT)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	Provider(Supplier<URI> target) {
		this.target = target;
	}

	HttpResponse<InputStream> ask(Call call) throws IOException {
		URI provider = this.target.get();
		String origin = provider.getScheme() + "://" + provider.getRawAuthority();
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + call.url()))
			.version(provider.getScheme().equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
			.timeout(LONGEST)
			.method(call.method(),
					(call.body().length > 0) ? BodyPublishers.ofByteArray(call.body()) : BodyPublishers.noBody());
		for (HttpHeader header : call.headers()) {
			String name = header.key().toLowerCase(Locale.ROOT);
			boolean unpacked = name.equals("content-encoding") && Call.isGzip(header.firstValue());
			if (!LEFT_OUT.contains(name) && !unpacked) {
				header.values().forEach((value) -> request.header(header.key(), value));
			}
		}
		try {
			return this.client.send(request.build(), BodyHandlers.ofInputStream());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

}
