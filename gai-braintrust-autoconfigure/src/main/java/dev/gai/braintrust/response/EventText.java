package dev.gai.braintrust.response;

import dev.gai.braintrust.response.usage.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events as they are on the wire whose data is text, as Replicate sends it.
 */
final class EventText {

	private static final String DATA = "data:";

	private EventText() {
	}

	/**
	 * What events say together.
	 * @param wire all that was sent
	 * @return their data, {@code null} if the text is anything but events, or their data
	 * is JSON
	 */
	static @Nullable String in(CharSequence wire) {
		if (!startsWith(wire, "event:") && !startsWith(wire, DATA) && !startsWith(wire, "id:")) {
			return null;
		}
		StringBuilder said = new StringBuilder();
		StringBuilder event = new StringBuilder();
		boolean done = false;
		boolean text = false;
		for (String line : wire.toString().split("\r?\n", -1)) {
			if (line.startsWith(DATA)) {
				String data = line.substring(line.startsWith(" ", DATA.length()) ? DATA.length() + 1 : DATA.length());
				event.append(event.isEmpty() ? "" : "\n").append(data);
				boolean json = data.startsWith("{") || data.startsWith("[");
				if (json && !done && !data.equals(JsonText.END)) {
					return null;
				}
				text |= !json;
			}
			else if (line.startsWith("event:")) {
				done = line.endsWith("done");
			}
			else if (line.isEmpty()) {
				said.append(done || event.toString().equals(JsonText.END) ? "" : event);
				event.setLength(0);
				done = false;
			}
			else if (!line.startsWith("id:") && !line.startsWith("retry:") && !line.startsWith(":")) {
				return null;
			}
		}
		return text ? said.append(done ? "" : event).toString() : null;
	}

	private static boolean startsWith(CharSequence text, String start) {
		return text.length() > start.length() && start.contentEquals(text.subSequence(0, start.length()));
	}

}
