package dev.gai.braintrust.replay.cassette;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An answer. At most one kind of body is there.
 *
 * @param status the status
 * @param headers the few headers that matter, by their names in lower case
 * @param json a body of JSON
 * @param text a body of other text
 * @param base64 a body that is no text
 * @param stream a body that came piece by piece
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CassetteResponse(Integer status, @Nullable Map<String, String> headers, @Nullable Object json,
		@Nullable String text, @Nullable String base64, @Nullable List<StreamPiece> stream) {

	/**
	 * Creates an answer.
	 * @param status the status
	 * @param headers the few headers that matter, by their names in lower case
	 * @param json a body of JSON
	 * @param text a body of other text
	 * @param base64 a body that is no text
	 * @param stream a body that came piece by piece
	 * @throws IllegalArgumentException if it says too little, or too much
	 */
	@SuppressWarnings({ "ConstantValue", "NullAway" }) // a file may leave out what it
														// must have
	public CassetteResponse {
		Wrong.when(status == null, "'status' is missing");
		Wrong.when(status < 100 || status > 599, "'status' is " + status + ", not one of HTTP");
		Wrong.whenSeveral("json, text, base64 and stream", json, text, base64, stream);
		Wrong.when(base64 != null && !isBase64(base64), "'base64' is no base64");
	}

	static boolean isBase64(String text) {
		try {
			Base64.getDecoder().decode(text);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Whether the body came piece by piece.
	 * @return whether it is a stream
	 */
	public boolean comesPiecewise() {
		return this.stream != null;
	}

	/**
	 * The pieces of the body.
	 * @return the bytes of each piece, one of them if it is no stream, none if there is
	 * no body
	 */
	public List<byte[]> pieces() {
		Charset charset = ContentType.of(this.headers).charset();
		if (this.stream != null) {
			return this.stream.stream().map((piece) -> piece.bytes(charset)).toList();
		}
		if (this.json != null) {
			return List.of(CassetteJson.compact(this.json).getBytes(charset));
		}
		if (this.text != null) {
			return List.of(this.text.getBytes(charset));
		}
		return (this.base64 != null) ? List.of(Base64.getDecoder().decode(this.base64)) : List.of();
	}

}
