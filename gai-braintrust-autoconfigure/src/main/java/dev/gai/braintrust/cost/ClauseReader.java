package dev.gai.braintrust.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

import tools.jackson.databind.JsonNode;

/** Reads a rule about names: an object with exactly one operator. */
final class ClauseReader {

	private static final int MAX_REGEX_LENGTH = 500;

	private ClauseReader() {
	}

	static Clause read(JsonNode node, String where) {
		JsonFields.object(node, where);
		if (node.size() != 1) {
			throw new IllegalArgumentException(where + ": expected exactly one operator, found " + node.size());
		}
		Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
		String operator = entry.getKey();
		JsonNode value = entry.getValue();
		return switch (operator) {
			case "or" -> Clause.any(all(value, where));
			case "and" -> Clause.every(all(value, where));
			case "regex" -> regex(JsonFields.text(value, where), where);
			case "equals", "starts_with", "ends_with", "contains" ->
				literal(operator, JsonFields.text(value, where).toLowerCase(Locale.ROOT));
			default -> throw new IllegalArgumentException(where + ": unknown operator " + operator);
		};
	}

	private static Clause literal(String operator, String text) {
		return switch (operator) {
			case "equals" -> text::equals;
			case "starts_with" -> (name) -> name.startsWith(text);
			case "ends_with" -> (name) -> name.endsWith(text);
			default -> (name) -> name.contains(text);
		};
	}

	private static Clause regex(String regex, String where) {
		if (regex.length() > MAX_REGEX_LENGTH) {
			throw new IllegalArgumentException(where + ": the regex has more than " + MAX_REGEX_LENGTH + " characters");
		}
		try {
			return Clause.regex(regex);
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException(where + ": " + ex.getDescription() + " in regex " + regex, ex);
		}
	}

	private static List<Clause> all(JsonNode list, String where) {
		List<Clause> clauses = new ArrayList<>();
		for (JsonNode node : JsonFields.array(list, where)) {
			clauses.add(read(node, where));
		}
		return clauses;
	}

}
