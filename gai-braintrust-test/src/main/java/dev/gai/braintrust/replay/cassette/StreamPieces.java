package dev.gai.braintrust.replay.cassette;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Takes a stream apart where its format does: how many bytes the network brought at once
 * is not the same twice.
 */
final class StreamPieces {

	private static final Pattern EVENT_END = Pattern.compile("\r\n\r\n|\n\n|\r\r");

	private static final Pattern PLAIN_EVENT = Pattern.compile("(?:event: ([^\r\n]+)\n)?data: ([^\r\n]*)\n\n");

	private StreamPieces() {
	}

	static List<StreamPiece> events(String text) {
		List<StreamPiece> pieces = new ArrayList<>();
		Matcher end = EVENT_END.matcher(text);
		int start = 0;
		while (end.find()) {
			pieces.add(event(text.substring(start, end.end())));
			start = end.end();
		}
		if (start < text.length()) {
			pieces.add(StreamPiece.text(text.substring(start)));
		}
		return pieces;
	}

	private static StreamPiece event(String text) {
		Matcher plain = PLAIN_EVENT.matcher(text);
		if (!plain.matches()) {
			return StreamPiece.text(text);
		}
		Object json = CassetteJson.parse(plain.group(2));
		return new StreamPiece(plain.group(1), (json != null) ? json : plain.group(2), null, null, null);
	}

	static List<StreamPiece> lines(String text) {
		List<StreamPiece> pieces = new ArrayList<>();
		int start = 0;
		while (start < text.length()) {
			int end = text.indexOf('\n', start);
			String line = text.substring(start, (end >= 0) ? end + 1 : text.length());
			@Nullable Object json = line.endsWith("}\n") ? CassetteJson.parse(line) : null;
			pieces.add((json != null) ? new StreamPiece(null, null, json, null, null) : StreamPiece.text(line));
			start += line.length();
		}
		return pieces;
	}

}
