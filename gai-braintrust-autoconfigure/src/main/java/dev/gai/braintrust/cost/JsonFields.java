package dev.gai.braintrust.cost;

import java.util.Locale;

import tools.jackson.databind.JsonNode;

/** Takes fields of a price file, or says what is wrong with them and where. */
final class JsonFields {

	private JsonFields() {
	}

	static boolean isAbsent(JsonNode node) {
		return node.isMissingNode() || node.isNull();
	}

	static JsonNode array(JsonNode node, String where) {
		return checked(node, node.isArray(), where, "a list");
	}

	static JsonNode object(JsonNode node, String where) {
		return checked(node, node.isObject(), where, "an object");
	}

	static String text(JsonNode parent, String field, String where) {
		return text(parent.path(field), where + ": " + field);
	}

	static String text(JsonNode node, String where) {
		return checked(node, node.isString() && !node.stringValue().isBlank(), where, "a text").stringValue();
	}

	private static JsonNode checked(JsonNode node, boolean ok, String where, String expected) {
		if (!ok) {
			throw new IllegalArgumentException(
					where + ": expected " + expected + ", found " + node.getNodeType().name().toLowerCase(Locale.ROOT));
		}
		return node;
	}

}
