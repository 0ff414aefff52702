package dev.gai.braintrust.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The files of the page. Only those named here are served.
 */
final class ConsoleFiles {

	private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
			"text/css; charset=utf-8", "svg", "image/svg+xml", "js", "text/javascript; charset=utf-8");

	static final Set<String> NAMES = Set.of("actions.js", "address.js", "app.js", "charts.js", "compare.js",
			"console.css", "conversation.js", "copies.js", "critical.js", "dataset.js", "detail.js", "difference.js",
			"dom.js", "experiments.js", "feed.js", "figures.js", "file.js", "filters.js", "format.js", "icon.svg",
			"index.html", "list.js", "markdown.js", "media.js", "messages.js", "outcome.js", "overview.js", "rerun.js",
			"scores.js", "status.js", "sessions.js", "statistics.js", "store.js", "summary.js", "tools.js", "trace.css",
			"trace.js", "tree.js", "turn.js", "views.css", "waterfall.js");

	private ConsoleFiles() {
	}

	static @Nullable ConsoleAnswer find(String name) {
		String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
		return (type != null && NAMES.contains(name)) ? ConsoleAnswer.of(200, type, read(name)) : null;
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
