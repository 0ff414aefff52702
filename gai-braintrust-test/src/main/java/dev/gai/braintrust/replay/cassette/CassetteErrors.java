package dev.gai.braintrust.replay.cassette;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Says what is wrong with a file, and where.
 */
final class CassetteErrors {

	private static final Map<Pattern, TreeSet<String>> FIELDS = Map.of(Pattern.compile(""), fields(Cassette.class),
			Pattern.compile("/request"), fields(CassetteRequest.class), Pattern.compile("/response"),
			fields(CassetteResponse.class), Pattern.compile("/request/parts/\\d+"), fields(CassettePart.class),
			Pattern.compile("/response/stream/\\d+"), fields(StreamPiece.class));

	private static final Pattern FIELD = Pattern.compile("'([a-z0-9]+)' is");

	private CassetteErrors() {
	}

	private static TreeSet<String> fields(Class<? extends Record> type) {
		TreeSet<String> names = new TreeSet<>();
		for (var component : type.getRecordComponents()) {
			names.add(component.getName());
		}
		return names;
	}

	/**
	 * The message for a file.
	 * @param file the file
	 * @param text its content
	 * @param ex why it cannot be read
	 * @return the file, the line and column, and what is wrong there
	 */
	static String text(Path file, String text, JacksonException ex) {
		String reason = reason(ex);
		Matcher named = FIELD.matcher(reason);
		String field = named.lookingAt() ? pointer(ex) + "/" + named.group(1) : "";
		TokenStreamLocation location = ex.getLocation();
		try (JsonParser parser = CassetteJson.mapper.createParser(text)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				String unknown = (token == JsonToken.PROPERTY_NAME) ? unknown(parser) : null;
				if (unknown != null) {
					return at(file, parser.currentTokenLocation()) + unknown;
				}
				if (token == JsonToken.PROPERTY_NAME
						&& parser.streamReadContext().pathAsPointer().toString().equals(field)) {
					location = parser.currentTokenLocation();
				}
			}
		}
		catch (JacksonException unreadable) {
			return at(file, unreadable.getLocation()) + unreadable.getOriginalMessage();
		}
		return at(file, location) + reason;
	}

	private static @Nullable String unknown(JsonParser parser) {
		String name = parser.currentName();
		String path = parser.streamReadContext().pathAsPointer().toString();
		String around = path.substring(0, path.lastIndexOf('/'));
		return FIELDS.entrySet()
			.stream()
			.filter((each) -> each.getKey().matcher(around).matches() && !each.getValue().contains(name))
			.map((each) -> "there is no field '" + name + "' here; there are " + String.join(", ", each.getValue()))
			.findFirst()
			.orElse(null);
	}

	private static String at(Path file, @Nullable TokenStreamLocation location) {
		return file + ((location != null && location.getLineNr() > 0)
				? ":" + location.getLineNr() + ":" + location.getColumnNr() : "") + ": ";
	}

	private static String pointer(JacksonException ex) {
		return ex.getPath()
			.stream()
			.map((step) -> "/" + ((step.getPropertyName() != null) ? step.getPropertyName() : step.getIndex()))
			.collect(Collectors.joining());
	}

	private static String reason(JacksonException ex) {
		for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
				return cause.getMessage();
			}
		}
		if (ex instanceof MismatchedInputException mismatch) {
			String path = pointer(ex);
			Class<?> type = mismatch.getTargetType();
			return (path.isEmpty() ? "this is no cassette"
					: path.substring(1).replace('/', '.') + " is of the wrong type")
					+ ((type != null && !path.isEmpty()) ? ", it should be " + type(type) : "");
		}
		return ex.getOriginalMessage();
	}

	private static String type(Class<?> type) {
		if (type == String.class) {
			return "a text";
		}
		if (type == Integer.class) {
			return "a number";
		}
		return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
	}

}
