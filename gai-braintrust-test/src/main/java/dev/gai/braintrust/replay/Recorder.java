package dev.gai.braintrust.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

import dev.gai.braintrust.replay.cassette.Bodies;
import dev.gai.braintrust.replay.cassette.Cassette;
import dev.gai.braintrust.replay.cassette.CassetteFolder;
import dev.gai.braintrust.replay.cassette.CassetteRequest;
import dev.gai.braintrust.replay.cassette.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on, and stores each exchange before the client has its last byte: a
 * test that has its answer has its cassette.
 */
final class Recorder implements Answering {

	/** The few that clients heed, none of which can hold a credential. */
	private static final List<String> KEPT = List.of("content-type", "retry-after", "retry-after-ms", "x-should-retry");

	private static final int LONGEST = 32 * 1024 * 1024;

	private static final int BUFFER = 8192;

	private final CassetteFolder folder;

	private final Redaction redaction;

	private final Provider provider;

	Recorder(CassetteFolder folder, Redaction redaction, Provider provider) {
		this.folder = folder;
		this.redaction = redaction;
		this.provider = provider;
	}

	@Override
	public Answer answer(Call call, Asker asker) throws IOException {
		Redaction redaction = this.redaction.knowing(Credentials.of(call));
		CassetteRequest request = redaction.apply(call.request());
		int occurrence = asker.run().asks(this.folder.path() + "\n" + request);
		HttpResponse<InputStream> response = this.provider.ask(call);
		TreeMap<String, String> headers = new TreeMap<>();
		KEPT.forEach((name) -> response.headers().firstValue(name).ifPresent((value) -> headers.put(name, value)));
		Exchange exchange = new Exchange(redaction, request, asker, occurrence, response.statusCode(), headers);
		InputStream body = plain(response, headers);
		if (Bodies.isStream(headers.get("content-type"))) {
			asker.opened();
			return new Answer(response.statusCode(), headers, null, (out) -> {
				try (body) {
					passOn(body, out, exchange);
				}
				finally {
					asker.closed();
				}
			});
		}
		try (body) {
			byte[] bytes = body.readNBytes(LONGEST + 1);
			store(exchange, bytes);
			return Answer.of(response.statusCode(), headers, bytes);
		}
	}

	/** What came compressed all the same; what only its client can unpack says so. */
	private static InputStream plain(HttpResponse<InputStream> response, TreeMap<String, String> headers)
			throws IOException {
		String encoding = response.headers().firstValue("content-encoding").orElse("identity");
		if (encoding.equalsIgnoreCase("gzip")) {
			return new GZIPInputStream(response.body());
		}
		if (!encoding.equalsIgnoreCase("identity")) {
			headers.put("content-encoding", encoding);
		}
		return response.body();
	}

	/**
	 * A client that has heard enough does not keep the rest from the cassette.
	 */
	private void passOn(InputStream body, OutputStream out, Exchange exchange) throws IOException {
		ByteArrayOutputStream copy = new ByteArrayOutputStream();
		byte[] buffer = new byte[BUFFER];
		IOException left = null;
		try {
			for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
				if (copy.size() <= LONGEST) {
					copy.write(buffer, 0, count);
				}
				left = (left != null) ? left : send(out, buffer, count);
			}
		}
		catch (IOException ex) {
			exchange.asker()
				.failed("The answer to " + exchange.request().route() + " broke off and was not recorded: " + ex);
			throw ex;
		}
		store(exchange, copy.toByteArray());
		if (left != null) {
			throw left;
		}
	}

	private static @Nullable IOException send(OutputStream out, byte[] buffer, int count) {
		try {
			out.write(buffer, 0, count);
			out.flush();
			return null;
		}
		catch (IOException ex) {
			return ex;
		}
	}

	private void store(Exchange exchange, byte[] body) {
		if (body.length > LONGEST) {
			exchange.asker()
				.failed("The answer to " + exchange.request().route() + " is longer than " + LONGEST / 1024 / 1024
						+ " MB and was not recorded");
			return;
		}
		Path file = this.folder
			.write(new Cassette((exchange.occurrence() > 1) ? exchange.occurrence() : null, exchange.request(),
					exchange.redaction().apply(Bodies.response(exchange.status(), exchange.headers(), body)),
					exchange.asker().run().name()));
		exchange.asker().wrote(file);
	}

	/**
	 * What is known before the body.
	 *
	 * @param redaction knows the credentials
	 * @param request what was asked
	 * @param asker who asked
	 * @param occurrence the how manieth time
	 * @param status the status of the answer
	 * @param headers the headers that are kept
	 */
	private record Exchange(Redaction redaction, CassetteRequest request, Asker asker, int occurrence, int status,
			TreeMap<String, String> headers) {

	}

}
