package dev.gai.braintrust.replay.cassette;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Makes what is kept of what was sent.
 *
 * @since 0.1.0
 */
public final class Bodies {

	private Bodies() {
	}

	/**
	 * A request with a body of one part.
	 * @param method the method
	 * @param path the path
	 * @param rawQuery the query of the address as it was sent, {@code null} for none
	 * @param contentType the header, {@code null} if there is none
	 * @param body the body
	 * @return the request, with all that it came with
	 */
	public static CassetteRequest request(String method, String path, @Nullable String rawQuery,
			@Nullable String contentType, byte[] body) {
		CassetteRequest plain = new CassetteRequest(method, path, query(rawQuery));
		if (body.length == 0) {
			return plain;
		}
		ContentType type = ContentType.of(contentType);
		String text = text(body, type.charset());
		if (text == null) {
			return new CassetteRequest(method, path, plain.query(), null, null, null, null, sha256(body));
		}
		Object json = CassetteJson.parse(text);
		if (json != null) {
			return new CassetteRequest(method, path, plain.query(), json, null, null, null, null);
		}
		return type.isForm() ? new CassetteRequest(method, path, plain.query(), null, null, query(text), null, null)
				: new CassetteRequest(method, path, plain.query(), null, text, null, null, null);
	}

	/**
	 * A request with a body of several parts.
	 * @param method the method
	 * @param path the path
	 * @param rawQuery the query of the address as it was sent, {@code null} for none
	 * @param parts the parts
	 * @return the request, with all that it came with
	 */
	public static CassetteRequest request(String method, String path, @Nullable String rawQuery,
			List<CassettePart> parts) {
		return new CassetteRequest(method, path, query(rawQuery), null, null, null, parts, null);
	}

	/**
	 * A part of a body.
	 * @param name the name of its field
	 * @param filename the name of the file, {@code null} if it is none
	 * @param contentType the header, {@code null} if there is none
	 * @param body the content
	 * @return the part
	 */
	public static CassettePart part(String name, @Nullable String filename, @Nullable String contentType, byte[] body) {
		String text = text(body, ContentType.of(contentType).charset());
		Object json = (text != null) ? CassetteJson.parse(text) : null;
		return new CassettePart(name, filename, json, (json == null) ? text : null,
				(text == null) ? sha256(body) : null);
	}

	/**
	 * An answer.
	 * @param status the status
	 * @param headers the headers that are kept, by their names in lower case
	 * @param body the body, complete
	 * @return the answer, with all that it came with
	 */
	public static CassetteResponse response(int status, Map<String, String> headers, byte[] body) {
		Map<String, String> kept = headers.isEmpty() ? null : new TreeMap<>(headers);
		if (body.length == 0) {
			return new CassetteResponse(status, kept, null, null, null, null);
		}
		ContentType type = ContentType.of(headers);
		String text = text(body, type.charset());
		if (text == null) {
			return new CassetteResponse(status, kept, null, null, Base64.getEncoder().encodeToString(body), null);
		}
		if (type.isEvents()) {
			return new CassetteResponse(status, kept, null, null, null, StreamPieces.events(text));
		}
		if (type.isLines()) {
			return new CassetteResponse(status, kept, null, null, null, StreamPieces.lines(text));
		}
		Object json = CassetteJson.parse(text);
		return new CassetteResponse(status, kept, json, (json == null) ? text : null, null, null);
	}

	/**
	 * Whether an answer comes piece by piece.
	 * @param contentType the header, {@code null} if there is none
	 * @return whether its pieces are passed on as they come
	 */
	public static boolean isStream(@Nullable String contentType) {
		ContentType type = ContentType.of(contentType);
		return type.isEvents() || type.isLines();
	}

	static @Nullable String text(byte[] body, Charset charset) {
		try {
			String text = charset.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.onUnmappableCharacter(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(body))
				.toString();
			return (text.indexOf('\0') < 0 && java.util.Arrays.equals(text.getBytes(charset), body)) ? text : null;
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	static @Nullable Map<String, List<String>> query(@Nullable String raw) {
		if (raw == null || raw.isEmpty()) {
			return null;
		}
		Map<String, List<String>> query = new LinkedHashMap<>();
		for (String parameter : raw.split("&")) {
			int sign = parameter.indexOf('=');
			query
				.computeIfAbsent(decoded((sign >= 0) ? parameter.substring(0, sign) : parameter),
						(name) -> new ArrayList<>())
				.add((sign >= 0) ? decoded(parameter.substring(sign + 1)) : "");
		}
		return query;
	}

	private static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

	static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
