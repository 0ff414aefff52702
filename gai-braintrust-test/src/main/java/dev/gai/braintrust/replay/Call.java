package dev.gai.braintrust.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import dev.gai.braintrust.replay.cassette.Bodies;
import dev.gai.braintrust.replay.cassette.CassettePart;
import dev.gai.braintrust.replay.cassette.CassetteRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param method the method
 * @param url the path with the query, as it was sent
 * @param headers the headers
 * @param body the body, unpacked
 * @param request what it is known by
 */
record Call(String method, String url, Collection<HttpHeader> headers, byte[] body, CassetteRequest request) {

	private static final byte[] GZIP = { 0x1f, (byte) 0x8b };

	private static final int LONGEST = 64 * 1024 * 1024;

	static Call of(Request request) throws IOException {
		String url = request.getUrl();
		int sign = url.indexOf('?');
		String path = (sign >= 0) ? url.substring(0, sign) : url;
		String query = (sign >= 0) ? url.substring(sign + 1) : null;
		String method = request.getMethod().getName();
		byte[] body = plain((request.getBody() != null) ? request.getBody() : new byte[0],
				request.getHeader("Content-Encoding"));
		String contentType = request.getHeader("Content-Type");
		List<CassettePart> parts = (contentType != null
				&& contentType.toLowerCase(Locale.ROOT).startsWith("multipart/")) ? parts(request) : List.of();
		CassetteRequest known = parts.isEmpty() ? Bodies.request(method, path, query, contentType, body)
				: Bodies.request(method, path, query, parts);
		return new Call(method, url, request.getHeaders().all(), body, known);
	}

	private static List<CassettePart> parts(Request request) {
		return request.getParts()
			.stream()
			.map((part) -> Bodies.part(part.getName(), part.getFileName(), contentType(part), part.getBody().asBytes()))
			.toList();
	}

	private static @Nullable String contentType(Request.Part part) {
		HttpHeader header = part.getHeader("Content-Type");
		return (header != null && header.isPresent()) ? header.firstValue() : null;
	}

	/** The server may have unpacked it already. */
	private static byte[] plain(byte[] body, @Nullable String encoding) throws IOException {
		if (!isGzip(encoding) || body.length < 2 || body[0] != GZIP[0] || body[1] != GZIP[1]) {
			return body;
		}
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return in.readNBytes(LONGEST);
		}
	}

	/**
	 * Whether a body was sent packed, which it is no longer.
	 * @param encoding the header, {@code null} if there is none
	 * @return whether it must not be sent on
	 */
	static boolean isGzip(@Nullable String encoding) {
		return encoding != null && encoding.strip().equalsIgnoreCase("gzip");
	}

}
