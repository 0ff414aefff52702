package dev.gai.braintrust.eval.value;

import java.util.Set;
import java.util.TreeSet;

import org.apache.commons.text.similarity.LevenshteinDistance;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares JSON, and texts.
 *
 * @since 0.1.0
 */
public final class JsonComparison {

	private static final JsonMapper json = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private JsonComparison() {
	}

	/**
	 * The JSON that a text is: models write JSON as text.
	 * @param value any JSON
	 * @return the JSON in it, or itself
	 */
	public static JsonNode parsed(JsonNode value) {
		if (!value.isString()) {
			return value;
		}
		try {
			JsonNode tree = json.readTree(value.asString());
			return tree.isMissingNode() ? value : tree;
		}
		catch (JacksonException ex) {
			return value;
		}
	}

	/**
	 * Whether two values are the same. Numbers are if their values are.
	 * @param left one
	 * @param right the other
	 * @return whether they are
	 */
	public static boolean equal(JsonNode left, JsonNode right) {
		if (left.isNumber() && right.isNumber()) {
			return left.decimalValue().compareTo(right.decimalValue()) == 0;
		}
		if (left.isObject() && right.isObject()) {
			return left.size() == right.size() && left.propertyStream()
				.allMatch((field) -> right.has(field.getKey()) && equal(field.getValue(), right.get(field.getKey())));
		}
		if (left.isArray() && right.isArray()) {
			boolean equal = left.size() == right.size();
			for (int index = 0; equal && index < left.size(); index++) {
				equal = equal(left.get(index), right.get(index));
			}
			return equal;
		}
		return left.equals(right);
	}

	/**
	 * How much two values are alike: the mean over fields and elements.
	 * @param left one
	 * @param right the other
	 * @return from 0 to 1
	 */
	public static double similarity(JsonNode left, JsonNode right) {
		if (left.isObject() && right.isObject()) {
			Set<String> names = new TreeSet<>(left.propertyNames());
			names.addAll(right.propertyNames());
			return names.stream()
				.mapToDouble((name) -> similarity(left.path(name), right.path(name)))
				.average()
				.orElse(1);
		}
		if (left.isArray() && right.isArray()) {
			int size = Math.max(left.size(), right.size());
			double sum = 0;
			for (int index = 0; index < size; index++) {
				sum += similarity(left.path(index), right.path(index));
			}
			return (size == 0) ? 1 : sum / size;
		}
		if (left.isString() && right.isString()) {
			return similarity(left.asString(), right.asString());
		}
		if (left.isNumber() && right.isNumber()) {
			double a = left.asDouble();
			double b = right.asDouble();
			double larger = Math.max(Math.abs(a), Math.abs(b));
			return (larger == 0) ? 1 : Math.max(0, 1 - Math.abs(a - b) / larger);
		}
		return equal(left, right) ? 1 : 0;
	}

	/**
	 * How much two texts are alike: 1 less the edit distance, as a share of the longer
	 * text.
	 * @param left one
	 * @param right the other
	 * @return from 0 to 1
	 */
	public static double similarity(String left, String right) {
		int longest = Math.max(left.length(), right.length());
		int distance = LevenshteinDistance.getDefaultInstance().apply(left, right);
		return (longest == 0) ? 1 : 1 - (double) distance / longest;
	}

}
