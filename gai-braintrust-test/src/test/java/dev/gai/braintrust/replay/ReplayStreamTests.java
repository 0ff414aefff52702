package dev.gai.braintrust.replay;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams on the wire.
 */
@Tag("application")
class ReplayStreamTests {

	private static final String QUESTION = "{\"model\":\"gpt-4o-mini\",\"messages\":[],\"stream\":true}";

	private static final Path folder = Path.of("target/replay-tests/streams");

	@RegisterExtension
	static final ReplayRuns runs = new ReplayRuns(folder.toString());

	@Test
	void comePieceByPieceAsTheyWereRecorded() throws IOException {
		List<String> recorded;
		try (ReplayProviders providers = new ReplayProviders()) {
			recorded = chunks(providers.record(folder, List.of(), () -> URI.create(runs.provider().url())));
		}
		assertThat(runs.cassettes()).hasSize(1);

		try (ReplayProviders providers = new ReplayProviders()) {
			List<String> replayed = chunks(providers.replay(folder, List.of()));

			assertThat(replayed).hasSize(6).last().isEqualTo("data: [DONE]\n\n");
			assertThat(replayed.get(0)).startsWith("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"");
			assertThat(replayed.get(2)).isEqualTo(": still there\n\n");
			assertThat(String.join("", recorded)).hasSameSizeAs(String.join("", replayed));
		}
	}

	@Test
	void areRecordedToTheirEndWhereTheClientHadEnough() throws IOException {
		try (ReplayProviders providers = new ReplayProviders()) {
			URI url = URI.create(providers.record(folder, List.of(), () -> URI.create(runs.provider().url())));
			try (Socket socket = ask(url)) {
				socket.getInputStream().read();
			}
			providers.tests().outside().awaitClosed(10_000);
		}

		assertThat(runs.cassettes().values()).singleElement().asString().contains("{\"data\":\"[DONE]\"}");
	}

	private static Socket ask(URI url) throws IOException {
		Socket socket = new Socket(url.getHost(), url.getPort());
		socket.setSoTimeout(20_000);
		socket.getOutputStream()
			.write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
					+ "Content-Type: application/json\r\nContent-Length: " + QUESTION.length() + "\r\n\r\n" + QUESTION)
				.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().flush();
		return socket;
	}

	/** The chunks of HTTP, as they were sent. */
	private static List<String> chunks(String url) throws IOException {
		List<String> chunks = new ArrayList<>();
		try (Socket socket = ask(URI.create(url)); InputStream in = socket.getInputStream()) {
			assertThat(line(in)).startsWith("HTTP/1.1 200");
			String header;
			do {
				header = line(in);
			}
			while (!header.isEmpty());
			for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
				chunks.add(new String(in.readNBytes(size), StandardCharsets.UTF_8));
				line(in);
			}
		}
		return chunks;
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
			if (c != '\r') {
				line.append((char) c);
			}
		}
		return line.toString();
	}

}
