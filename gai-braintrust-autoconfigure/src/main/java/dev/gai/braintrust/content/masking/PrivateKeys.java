package dev.gai.braintrust.content.masking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Blocks of PEM text that hold a private key, over several lines or with the escape
 * sequence {@code \n} in place of the line ends. A block whose end was lost is found as
 * far as its lines go.
 */
final class PrivateKeys implements SecretFinder {

	private static final String REPLACEMENT = "[masked:private-key]";

	private static final String LABEL = "(?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----";

	private static final Pattern BEGIN = Pattern.compile("-----BEGIN " + LABEL
			+ "|-----BEGIN OpenVPN Static key V1-----|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----|Private-Lines: \\d{1,3}(?=\\s|\\\\n)");

	private static final Pattern END = Pattern.compile("-----END " + LABEL
			+ "|-----END OpenVPN Static key V1-----|---- END SSH2 ENCRYPTED PRIVATE KEY ----|(?=Private-MAC: )");

	private static final int FULL_LINE = 20;

	private static final int MAX_HEADER = 100;

	@Override
	public boolean mayOccurIn(String text) {
		return text.contains("PRIVATE KEY");
	}

	@Override
	public void find(CharSequence text, Findings findings) {
		Matcher begin = BEGIN.matcher(text);
		Matcher end = END.matcher(text);
		// The end is searched once, however many beginnings there are.
		boolean ended = end.find();
		int from = 0;
		while (begin.find(from)) {
			while (ended && end.start() < begin.end()) {
				ended = end.find();
			}
			int stop = ended ? end.end() : endOfLines(text, begin.end());
			if (stop > begin.end()) {
				findings.replace(begin.start(), stop, REPLACEMENT);
			}
			from = stop;
		}
	}

	/**
	 * Full lines of base64 and headers such as {@code Proc-Type: 4,ENCRYPTED}, then what
	 * may be a last short line; prose has no such lines.
	 */
	private static int endOfLines(CharSequence text, int from) {
		int end = from;
		boolean key = false;
		while (true) {
			int start = afterLineEnds(text, end);
			int base64 = endOfBase64(text, start);
			if (base64 - start >= FULL_LINE) {
				key = true;
				end = base64;
				continue;
			}
			int header = endOfHeader(text, start);
			if (header < 0) {
				return key ? base64 : end;
			}
			end = header;
		}
	}

	private static int afterLineEnds(CharSequence text, int from) {
		int i = from;
		while (i < text.length()) {
			char c = text.charAt(i);
			if (Character.isWhitespace(c)) {
				i++;
			}
			else if (c == '\\' && i + 1 < text.length() && "nrt".indexOf(text.charAt(i + 1)) >= 0) {
				i += 2;
			}
			else {
				break;
			}
		}
		return i;
	}

	private static int endOfBase64(CharSequence text, int from) {
		int i = from;
		while (i < text.length() && (Ascii.isLetterOrDigit(text.charAt(i)) || "+/=".indexOf(text.charAt(i)) >= 0)) {
			i++;
		}
		return i;
	}

	private static int endOfHeader(CharSequence text, int from) {
		int limit = Math.min(text.length(), from + MAX_HEADER);
		int i = from;
		while (i < limit && (Ascii.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '-')) {
			i++;
		}
		if (i == from || i == limit || text.charAt(i) != ':') {
			return -1;
		}
		while (i < limit && text.charAt(i) != '\n' && text.charAt(i) != '\\') {
			i++;
		}
		return i;
	}

}
