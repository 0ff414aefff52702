package dev.gai.braintrust.springai.http;

import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the data of events.
 */
final class EventJson {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private EventJson() {
	}

	/**
	 * Parses one event.
	 * @param json its data
	 * @return its fields, none if it is no object
	 */
	static Map<?, ?> parse(String json) {
		try {
			return (mapper.readValue(json, Object.class) instanceof Map<?, ?> event) ? event : Map.of();
		}
		catch (JacksonException ex) {
			return Map.of();
		}
	}

}
