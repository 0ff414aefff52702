package dev.gai.braintrust.delivery;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.promise.Internal;

/**
 * Takes out of an answer what it repeats of the request: a service that refuses something
 * likes to quote it, and that is somebody's prompt. It is found however it is quoted: as
 * it was, as JSON within JSON, with escapes instead of letters, as HTML or in an address.
 *
 * @since 0.1.0
 */
@Internal
public final class EchoedText {

	private static final int MAX_LOOKED_AT = 2_000;

	/** What is repeated in as many bytes as these has not come about by chance. */
	private static final int SHORTEST = 16;

	/** Nor have several words in a row. */
	private static final int SHORTEST_OF_WORDS = 10;

	private static final int WORDS = 3;

	/** Nor has all that stands between quotes. */
	private static final int SHORTEST_QUOTED = 4;

	private static final String MARK = "***";

	/** Names of attributes are no content. */
	private static final Pattern NAMES = Pattern.compile("(?:braintrust|gen_ai)\\.[a-z_.]{1,60}");

	private static final Pattern QUOTED = Pattern.compile("\"([^\"]{4,200})\"|'([^']{4,200})'|`([^`]{4,200})`");

	/** Names of fields, which say what is wrong, look like this and few values do. */
	private static final Pattern NAME = Pattern.compile("[a-z_.\\\\]+");

	private final String text;

	private final QuotedBytes answer;

	private final BitSet kept = new BitSet();

	private final BitSet echoed = new BitSet();

	private EchoedText(String answer, String parent) {
		this.text = answer.substring(0, Math.min(answer.length(), MAX_LOOKED_AT));
		this.answer = QuotedBytes.of(this.text);
		keep(NAMES);
		if (!parent.isBlank()) {
			keep(Pattern.compile(Pattern.quote(parent)));
			keep(Pattern.compile(Pattern.quote(parent.substring(parent.indexOf(':') + 1))));
		}
	}

	/**
	 * Takes out what an answer repeats.
	 * @param answer the answer
	 * @param request the parts of the request
	 * @param parent the Braintrust object, which may be named
	 * @return the beginning of the answer, with a mark for each part that it repeats
	 */
	public static String without(String answer, List<byte[]> request, String parent) {
		EchoedText text = new EchoedText(answer, parent);
		if (text.answer.length() >= SHORTEST_QUOTED) {
			CommonParts parts = new CommonParts(text.answer.bytes());
			request.forEach((part) -> parts.read(QuotedBytes.plain(part)));
			text.mark(parts.lengths());
		}
		return text.masked();
	}

	private void keep(Pattern pattern) {
		pattern.matcher(this.text).results().forEach((match) -> this.kept.set(match.start(), match.end()));
	}

	/**
	 * Marks what is repeated.
	 * @param lengths for each byte of the answer, how many up to it are in the request
	 */
	private void mark(int[] lengths) {
		for (int last = 0; last < lengths.length; last++) {
			int first = last - lengths[last] + 1;
			boolean enough = lengths[last] >= SHORTEST
					|| (lengths[last] >= SHORTEST_OF_WORDS && this.answer.words(first, last) >= WORDS);
			if (enough) {
				this.echoed.set(this.answer.start(first), withStops(this.answer.end(last)));
			}
		}
		Matcher quoted = QUOTED.matcher(this.text);
		for (int from = 0; quoted.find(from);) {
			int group = (quoted.start(1) >= 0) ? 1 : (quoted.start(2) >= 0) ? 2 : 3;
			if (!NAME.matcher(quoted.group(group)).matches()) {
				markQuoted(quoted.start(group), quoted.end(group), lengths);
			}
			// What ends one may begin the next.
			from = quoted.end() - 1;
		}
	}

	private void markQuoted(int start, int end, int[] lengths) {
		int first = this.answer.firstFrom(start);
		int last = this.answer.firstFrom(end) - 1;
		int length = last - first + 1;
		if (length >= SHORTEST_QUOTED && lengths[last] >= length) {
			this.echoed.set(start, end);
		}
	}

	private int withStops(int end) {
		int after = end;
		while (after < this.text.length() && ".!?".indexOf(this.text.charAt(after)) >= 0) {
			after++;
		}
		return after;
	}

	private String masked() {
		this.echoed.andNot(this.kept);
		StringBuilder masked = new StringBuilder();
		for (int i = 0; i < this.text.length();) {
			if (this.echoed.get(i)) {
				masked.append(MARK);
				i = this.echoed.nextClearBit(i);
			}
			else {
				masked.append(this.text.charAt(i++));
			}
		}
		return masked.toString();
	}

}
