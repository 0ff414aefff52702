package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gai.braintrust.guard.OnceLog;
import org.jspecify.annotations.Nullable;

/**
 * Says once that Spring AI sends entries of the tool context to an MCP server which look
 * as if they were about a person. Its default converter sends every entry, and few know.
 */
public final class PersonalEntries {

	private static final int MOST_NAMES = 10;

	private static final int LONGEST_TEXT = 320;

	private static final Set<String> PROTOCOL = Set.of("progressToken", "traceparent", "tracestate", "baggage");

	private static final Pattern PERSONAL_NAME = Pattern.compile("(?i).*(user|customer|patient|employee|person|"
			+ "principal|account|e-?mail|phone|mobile|address|(first|last|full|sur)[-_.]?name|birth|passport|"
			+ "iban|salary|passw|secret|credential|authorization|api[-_.]?key|(access|auth|id|refresh)[-_.]?token).*");

	private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@.]{1,63}(\\.[^\\s@.]{1,63}){1,4}");

	private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9_.-]{1,50}");

	private final OnceLog log = new OnceLog(PersonalEntries.class, 1);

	/**
	 * Looks at what is sent.
	 * @param meta the metadata of a call of a tool; may be null
	 */
	void check(@Nullable Map<String, Object> meta) {
		if (meta == null || meta.isEmpty()) {
			return;
		}
		List<String> names = meta.entrySet()
			.stream()
			.filter((entry) -> !PROTOCOL.contains(entry.getKey()) && isPersonal(entry.getKey(), entry.getValue()))
			.map((entry) -> SHOWN.matcher(entry.getKey()).matches() ? entry.getKey() : "?")
			.sorted()
			.limit(MOST_NAMES)
			.toList();
		if (!names.isEmpty()) {
			this.log.warn("personal",
					() -> "Entries of the tool context that look personal are sent to MCP servers: " + names
							+ ". Spring AI sends all entries unless the application has a bean of type "
							+ "ToolContextToMcpMetaConverter, which decides what is sent");
		}
	}

	private static boolean isPersonal(String name, @Nullable Object value) {
		if (name.length() <= LONGEST_TEXT && PERSONAL_NAME.matcher(name).matches()) {
			return true;
		}
		if (value instanceof CharSequence text) {
			return text.length() <= LONGEST_TEXT && EMAIL.matcher(text).matches();
		}
		// An object of the application's own: all of its properties are sent.
		return value != null && !value.getClass().getName().startsWith("java.") && !(value instanceof Enum<?>);
	}

}
