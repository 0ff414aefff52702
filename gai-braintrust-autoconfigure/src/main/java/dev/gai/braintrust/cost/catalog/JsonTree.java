package dev.gai.braintrust.cost.catalog;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON into maps, lists, texts and exact decimals. The bundled prices are read
 * while an application starts, and Jackson's data binding would take longer to get ready
 * than all the rest.
 */
final class JsonTree {

	private JsonTree() {
	}

	static @Nullable Object read(InputStream json) {
		try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
			parser.nextToken();
			Object root = value(parser);
			if (parser.nextToken() != null) {
				throw new IllegalArgumentException("Not a price file: there is something behind its end");
			}
			return root;
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("Not a price file: " + ex.getOriginalMessage(), ex);
		}
	}

	private static @Nullable Object value(JsonParser parser) {
		JsonToken token = parser.currentToken();
		if (token == null) {
			return null;
		}
		return switch (token) {
			case START_OBJECT -> object(parser);
			case START_ARRAY -> array(parser);
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
			case VALUE_TRUE -> Boolean.TRUE;
			case VALUE_FALSE -> Boolean.FALSE;
			default -> null;
		};
	}

	private static Map<String, @Nullable Object> object(JsonParser parser) {
		Map<String, @Nullable Object> fields = new HashMap<>();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			parser.nextToken();
			if (fields.containsKey(name)) {
				throw new IllegalArgumentException("Not a price file: field " + name + " is there twice");
			}
			fields.put(name, value(parser));
		}
		return fields;
	}

	private static List<@Nullable Object> array(JsonParser parser) {
		List<@Nullable Object> items = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			items.add(value(parser));
		}
		return items;
	}

	static List<?> list(@Nullable Object node, String what) {
		if (node instanceof List<?> list) {
			return list;
		}
		throw unexpected(node, what, "a list");
	}

	static Map<?, ?> map(@Nullable Object node, String what) {
		if (node instanceof Map<?, ?> map) {
			return map;
		}
		throw unexpected(node, what, "an object");
	}

	static String text(@Nullable Object node, String what) {
		if (node instanceof String text && !text.isBlank()) {
			return text;
		}
		throw unexpected(node, what, "a text");
	}

	static BigDecimal number(@Nullable Object node, String what) {
		if (node instanceof BigDecimal number) {
			return number;
		}
		throw unexpected(node, what, "a number");
	}

	private static IllegalArgumentException unexpected(@Nullable Object node, String what, String expected) {
		String found = (node instanceof Map || node instanceof List) ? "something nested" : String.valueOf(node);
		return new IllegalArgumentException(what + " is not " + expected + ": " + found);
	}

}
