package dev.gai.braintrust.replay.cassette;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * JSON as it stands in cassettes: sorted, so that the same gives the same file, with the
 * digits that numbers came with.
 */
final class CassetteJson {

	static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
				DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private static final JsonMapper lenient = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private static final ObjectWriter pretty = mapper.writer().with(printer());

	private CassetteJson() {
	}

	private static DefaultPrettyPrinter printer() {
		DefaultIndenter lines = new DefaultIndenter("  ", "\n");
		return new DefaultPrettyPrinter(
				Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
			.withObjectIndenter(lines)
			.withArrayIndenter(lines);
	}

	/**
	 * Reads an object or a list of a body.
	 * @param text the text
	 * @return maps, lists, texts, numbers; {@code null} if it is neither
	 */
	static @Nullable Object parse(String text) {
		String stripped = text.strip();
		if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
			return null;
		}
		try {
			return lenient.readValue(stripped, Object.class);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	static String compact(@Nullable Object tree) {
		return mapper.writeValueAsString(tree);
	}

	/**
	 * A cassette as text: a line for each field, and one for each piece of a stream and
	 * each vector.
	 * @param cassette the cassette
	 * @return the text of the file
	 */
	static String write(Cassette cassette) {
		Object tree = mapper.convertValue(cassette, Object.class);
		return pretty.writeValueAsString(shortened(tree, false)) + "\n";
	}

	private static @Nullable Object shortened(@Nullable Object tree, boolean stream) {
		if (tree instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> copy = new LinkedHashMap<>();
			map.forEach((name, value) -> copy.put(String.valueOf(name), shortened(value, "stream".equals(name))));
			return copy;
		}
		if (tree instanceof List<?> list) {
			if (!list.isEmpty() && list.stream().allMatch(Number.class::isInstance)) {
				return new RawValue(compact(list));
			}
			return list.stream()
				.map((each) -> (stream && each instanceof Map) ? new RawValue(compact(each)) : shortened(each, false))
				.toList();
		}
		return tree;
	}

}
