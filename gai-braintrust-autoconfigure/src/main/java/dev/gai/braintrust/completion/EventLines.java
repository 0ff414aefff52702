package dev.gai.braintrust.completion;

import java.util.function.Consumer;

/**
 * Finds the data in the parts of a server-sent event, as Spring writes it: {@code data:}
 * before each line of a text, and before a value that is converted later.
 */
final class EventLines {

	private static final String DATA = "data:";

	private final Consumer<Object> data;

	private final StringBuilder text = new StringBuilder();

	EventLines(Consumer<Object> data) {
		this.data = data;
	}

	void add(Object part) {
		if (part instanceof CharSequence chars) {
			this.text.append(chars);
			return;
		}
		if (this.text.toString().endsWith(DATA)) {
			this.text.setLength(this.text.length() - DATA.length());
		}
		end();
		this.data.accept(part);
	}

	/**
	 * Hands on the text so far.
	 */
	void end() {
		StringBuilder found = new StringBuilder();
		boolean any = false;
		for (String line : this.text.toString().split("\n", -1)) {
			if (line.startsWith(DATA)) {
				found.append(any ? "\n" : "").append(line, DATA.length(), line.length());
				any = true;
			}
			else if (line.isEmpty() && any) {
				// The end of an event.
				this.data.accept(found.toString());
				found.setLength(0);
				any = false;
			}
		}
		this.text.setLength(0);
		if (any) {
			this.data.accept(found.toString());
		}
	}

}
