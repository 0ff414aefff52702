package dev.gai.braintrust.replay.cassette;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a header says of a body.
 *
 * @param type the media type in lower case, empty if it is not known
 * @param charset the character set
 */
record ContentType(String type, Charset charset) {

	static ContentType of(@Nullable Map<String, String> headers) {
		return of((headers != null) ? headers.get("content-type") : null);
	}

	static ContentType of(@Nullable String header) {
		if (header == null) {
			return new ContentType("", StandardCharsets.UTF_8);
		}
		String[] parts = header.split(";");
		Charset charset = StandardCharsets.UTF_8;
		for (String part : parts) {
			String parameter = part.strip();
			if (parameter.toLowerCase(Locale.ROOT).startsWith("charset=")) {
				charset = charset(parameter.substring("charset=".length()).replace("\"", ""));
			}
		}
		return new ContentType(parts[0].strip().toLowerCase(Locale.ROOT), charset);
	}

	private static Charset charset(String name) {
		try {
			return Charset.forName(name);
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			return StandardCharsets.UTF_8;
		}
	}

	boolean isForm() {
		return this.type.equals("application/x-www-form-urlencoded");
	}

	boolean isEvents() {
		return this.type.equals("text/event-stream");
	}

	boolean isLines() {
		return this.type.endsWith("ndjson") || this.type.endsWith("jsonl")
				|| this.type.equals("application/stream+json");
	}

}
