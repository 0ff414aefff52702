package dev.gai.braintrust.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The files of the page. Only those named here are served.
 */
final class ConsoleFiles {

	private static final String SCRIPT = "text/javascript; charset=utf-8";

	private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("index.html", "text/html; charset=utf-8"),
			Map.entry("console.css", "text/css; charset=utf-8"), Map.entry("trace.css", "text/css; charset=utf-8"),
			Map.entry("icon.svg", "image/svg+xml"), Map.entry("app.js", SCRIPT), Map.entry("charts.js", SCRIPT),
			Map.entry("compare.js", SCRIPT), Map.entry("conversation.js", SCRIPT), Map.entry("detail.js", SCRIPT),
			Map.entry("dom.js", SCRIPT), Map.entry("feed.js", SCRIPT), Map.entry("file.js", SCRIPT),
			Map.entry("figures.js", SCRIPT), Map.entry("format.js", SCRIPT), Map.entry("list.js", SCRIPT),
			Map.entry("overview.js", SCRIPT), Map.entry("store.js", SCRIPT), Map.entry("trace.js", SCRIPT));

	private ConsoleFiles() {
	}

	static @Nullable ConsoleAnswer find(String name) {
		String type = TYPES.get(name);
		return (type != null) ? ConsoleAnswer.of(200, type, read(name)) : null;
	}

	private static byte[] read(String name) {
		try (InputStream file = ConsoleFiles.class.getResourceAsStream(name)) {
			if (file == null) {
				throw new IllegalStateException(name + " is missing in the library");
			}
			return file.readAllBytes();
		}
		catch (IOException ex) {
			throw new IllegalStateException(name + " cannot be read", ex);
		}
	}

}
