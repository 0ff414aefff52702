package dev.gai.braintrust.cost;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/** Reads a rule about names: an object with exactly one operator. */
final class ClauseReader {

	private static final int MAX_REGEX_LENGTH = 500;

	private ClauseReader() {
	}

	static Clause read(@Nullable Object node) {
		Map<?, ?> clause = JsonTree.map(node, "a match");
		if (clause.size() != 1) {
			throw new IllegalArgumentException("a match has exactly one operator: " + clause.keySet());
		}
		Map.Entry<?, ?> entry = clause.entrySet().iterator().next();
		String operator = String.valueOf(entry.getKey());
		Object value = entry.getValue();
		return switch (operator) {
			case "or" -> new Clause.Any(all(value));
			case "and" -> new Clause.Every(all(value));
			case "regex" -> new Clause.Regex(regex(JsonTree.text(value, operator)));
			case "equals" -> new Clause.Equal(literal(value));
			case "starts_with" -> new Clause.Start(literal(value));
			case "ends_with" -> new Clause.End(literal(value));
			case "contains" -> new Clause.Within(literal(value));
			default -> throw new IllegalArgumentException("a match has an unknown operator: " + operator);
		};
	}

	private static String literal(@Nullable Object value) {
		return JsonTree.text(value, "text of a match").toLowerCase(Locale.ROOT);
	}

	private static Pattern regex(String regex) {
		if (regex.length() > MAX_REGEX_LENGTH) {
			throw new IllegalArgumentException("a regex has more than " + MAX_REGEX_LENGTH + " characters");
		}
		try {
			return Pattern.compile(regex);
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException(ex.getDescription() + " in regex " + regex, ex);
		}
	}

	private static Clause[] all(@Nullable Object value) {
		List<?> nodes = JsonTree.list(value, "operand of a match");
		Clause[] clauses = new Clause[nodes.size()];
		for (int i = 0; i < clauses.length; i++) {
			clauses[i] = read(nodes.get(i));
		}
		return clauses;
	}

}
