package dev.gai.braintrust.replay.cassette;

import java.nio.charset.Charset;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer that comes piece by piece, in the shortest form that says all of
 * it.
 *
 * @param event the type of a server-sent event that has data
 * @param data the data of a server-sent event, a JSON object or a text
 * @param json a line of JSON
 * @param text any other text, with its line breaks
 * @param base64 what is no text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StreamPiece(@Nullable String event, @Nullable Object data, @Nullable Object json, @Nullable String text,
		@Nullable String base64) {

	/**
	 * Creates a piece.
	 * @param event the type of a server-sent event that has data
	 * @param data the data of a server-sent event, a JSON object or a text
	 * @param json a line of JSON
	 * @param text any other text, with its line breaks
	 * @param base64 what is no text
	 * @throws IllegalArgumentException if it says too little, or too much
	 */
	@SuppressWarnings("NullAway") // one of them is there
	public StreamPiece {
		Wrong.whenSeveral("data, json, text and base64", data, json, text, base64);
		Wrong.when(data == null && json == null && text == null && base64 == null,
				"a piece of a stream has data, json, text or base64");
		Wrong.when(event != null && data == null, "'event' needs 'data'");
		Wrong.when(base64 != null && !CassetteResponse.isBase64(base64), "'base64' is no base64");
	}

	static StreamPiece text(String text) {
		return new StreamPiece(null, null, null, text, null);
	}

	byte[] bytes(Charset charset) {
		if (this.base64 != null) {
			return Base64.getDecoder().decode(this.base64);
		}
		if (this.text != null) {
			return this.text.getBytes(charset);
		}
		if (this.json != null) {
			return (CassetteJson.compact(this.json) + "\n").getBytes(charset);
		}
		String shown = (this.data instanceof String plain) ? plain : CassetteJson.compact(this.data);
		return (((this.event != null) ? "event: " + this.event + "\n" : "") + "data: " + shown + "\n\n")
			.getBytes(charset);
	}

}
