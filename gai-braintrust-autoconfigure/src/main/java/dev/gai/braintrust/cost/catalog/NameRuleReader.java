package dev.gai.braintrust.cost.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/** Reads a rule about names: an object with exactly one operator. */
final class NameRuleReader {

	private static final int MAX_REGEX_LENGTH = 500;

	private NameRuleReader() {
	}

	static NameRule read(@Nullable Object node) {
		Map<?, ?> clause = JsonTree.map(node, "a match");
		if (clause.size() != 1) {
			throw new IllegalArgumentException("a match has exactly one operator: " + clause.keySet());
		}
		Map.Entry<?, ?> entry = clause.entrySet().iterator().next();
		String operator = String.valueOf(entry.getKey());
		Object value = entry.getValue();
		return switch (operator) {
			case "or" -> new NameRule.Any(all(value));
			case "and" -> new NameRule.Every(all(value));
			case "regex" -> new NameRule.Regex(regex(JsonTree.text(value, operator)));
			case "equals" -> new NameRule.Equal(literal(value));
			case "starts_with" -> new NameRule.Start(literal(value));
			case "ends_with" -> new NameRule.End(literal(value));
			case "contains" -> new NameRule.Within(literal(value));
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

	private static NameRule[] all(@Nullable Object value) {
		List<?> nodes = JsonTree.list(value, "operand of a match");
		NameRule[] clauses = new NameRule[nodes.size()];
		for (int i = 0; i < clauses.length; i++) {
			clauses[i] = read(nodes.get(i));
		}
		return clauses;
	}

}
