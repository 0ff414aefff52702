package dev.gai.braintrust.console;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.Attributes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Words that all stand somewhere in a trace: in names, errors, metadata, or in whatever
 * was said, however long that is. Upper and lower case are the same.
 */
final class ConsoleSearch {

	private static final int MAX_WORDS = 8;

	private static final int MAX_LENGTH = 200;

	private final List<Pattern> words;

	ConsoleSearch(String query, JsonMapper json) {
		this.words = Arrays.stream(query.strip().split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.limit(MAX_WORDS)
			.map((word) -> pattern(word.substring(0, Math.min(word.length(), MAX_LENGTH)), json))
			.toList();
	}

	/**
	 * Content is JSON: a word with a quote in it stands there escaped, and twice so in
	 * the arguments of a tool.
	 */
	private static Pattern pattern(String word, JsonMapper json) {
		Set<String> spellings = new LinkedHashSet<>();
		String spelling = word;
		for (int depth = 0; depth < 3; depth++) {
			spellings.add(spelling);
			String quoted = json.writeValueAsString(spelling);
			spelling = quoted.substring(1, quoted.length() - 1);
		}
		return Pattern.compile(spellings.stream().map(Pattern::quote).collect(Collectors.joining("|")),
				Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
	}

	boolean isEmpty() {
		return this.words.isEmpty();
	}

	/**
	 * Whether each word stands in one of the rows.
	 * @param rows the rows of a trace
	 * @return whether it does
	 */
	boolean matches(List<ShownRow> rows) {
		return this.words.stream().allMatch((word) -> rows.stream().anyMatch((shown) -> stands(word, shown.row())));
	}

	private static boolean stands(Pattern word, Row row) {
		return stands(word, row.name()) || stands(word, row.traceId()) || stands(word, row.spanId())
				|| (row.error() != null && stands(word, row.error())) || stands(word, row.attributes())
				|| row.events().stream().anyMatch((event) -> stands(word, event.attributes()));
	}

	private static boolean stands(Pattern word, Attributes attributes) {
		return attributes.asMap().values().stream().anyMatch((value) -> stands(word, String.valueOf(value)));
	}

	private static boolean stands(Pattern word, String text) {
		return word.matcher(text).find();
	}

}
