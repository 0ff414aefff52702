package dev.gai.braintrust.prompt;

import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills Mustache templates in a tree. A variable that is missing is an error, never an
 * empty text. Values are inserted as they are, since a prompt is no HTML; lists and maps
 * are written as JSON.
 */
final class Template {

	private static final JsonMapper json = new JsonMapper();

	private static final int MAX_LENGTH = 10_000_000;

	private static final Mustache.Compiler mustache = Mustache.compiler()
		.escapeHTML(false)
		.strictSections(true)
		.withFormatter(Template::text)
		.withLoader((name) -> {
			throw new MustacheException("partials ({{> " + name + "}}) are not supported");
		});

	private final Map<String, @Nullable Object> variables;

	/**
	 * Creates a template.
	 * @param variables plain trees; templates see nothing else, no getter and no method
	 */
	Template(Map<String, @Nullable Object> variables) {
		Map<String, @Nullable Object> all = new LinkedHashMap<>(variables);
		all.putIfAbsent("input", variables);
		this.variables = all;
	}

	@Nullable Object fill(@Nullable Object tree) {
		if (tree instanceof String text) {
			return text.contains("{{") ? filled(text) : text;
		}
		if (tree instanceof List<?> list) {
			List<@Nullable Object> filled = new ArrayList<>();
			list.forEach((element) -> filled.add(fill(element)));
			return filled;
		}
		if (tree instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> filled = new LinkedHashMap<>();
			map.forEach((key, value) -> filled.put(String.valueOf(key), fill(value)));
			return filled;
		}
		return tree;
	}

	/**
	 * A section within a section within a section can ask for more than there is memory
	 * for.
	 */
	private String filled(String text) {
		StringWriter filled = new StringWriter();
		try {
			mustache.compile(text).execute(this.variables, new Writer() {

				@Override
				public void write(char[] part, int from, int length) {
					if (filled.getBuffer().length() + length > MAX_LENGTH) {
						throw new MustacheException("a text becomes longer than " + MAX_LENGTH + " characters");
					}
					filled.write(part, from, length);
				}

				@Override
				public void flush() {
				}

				@Override
				public void close() {
				}

			});
		}
		catch (MustacheException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			// The library runs out of stack, and fails in its own way at a tag without a
			// name.
			throw new MustacheException((ex instanceof StackOverflowError) ? "its sections are nested too deeply"
					: "the template cannot be read (" + ex.getClass().getSimpleName() + ")");
		}
		return filled.toString();
	}

	private static String text(Object value) {
		return (value instanceof Map || value instanceof List) ? json.writeValueAsString(value) : value.toString();
	}

}
