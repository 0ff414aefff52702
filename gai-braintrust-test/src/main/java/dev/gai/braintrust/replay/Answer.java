package dev.gai.braintrust.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.replay.cassette.CassetteResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client is answered.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body, {@code null} if it is written piece by piece
 * @param pieces writes the body piece by piece
 */
record Answer(int status, Map<String, String> headers, byte @Nullable [] body, Pieces pieces) {

	/** The client must not try again: SDKs heed the header. */
	private static final Map<String, String> FINAL = Map.of("content-type", "application/json", "x-should-retry",
			"false");

	private static final JsonMapper json = new JsonMapper();

	static Answer of(int status, Map<String, String> headers, byte[] body) {
		return new Answer(status, headers, body, (out) -> out.write(body));
	}

	static Answer of(CassetteResponse response) {
		Map<String, String> headers = (response.headers() != null) ? response.headers() : Map.of();
		List<byte[]> pieces = response.pieces();
		if (!response.comesPiecewise()) {
			return of(response.status(), headers, pieces.isEmpty() ? new byte[0] : pieces.get(0));
		}
		return new Answer(response.status(), headers, null, (out) -> {
			for (byte[] piece : pieces) {
				out.write(piece);
				out.flush();
			}
		});
	}

	/**
	 * An error in the form that clients of models know.
	 * @param status the status
	 * @param code a word for it
	 * @param message what a person should know
	 * @return the answer
	 */
	static Answer error(int status, String code, String message) {
		Map<String, Object> error = Map.of("code", code, "message", message, "type", "gai_braintrust_replay");
		return of(status, FINAL,
				json.writeValueAsString(Map.of("type", "error", "error", error)).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Writes a body.
	 */
	interface Pieces {

		void writeTo(OutputStream out) throws IOException;

	}

}
