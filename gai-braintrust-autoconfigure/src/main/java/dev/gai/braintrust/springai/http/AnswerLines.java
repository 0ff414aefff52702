package dev.gai.braintrust.springai.http;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed answer, where they say more than Spring AI puts together of
 * them: thoughts, or more than one answer. Which it is shows in the first ones; of other
 * answers none are kept. Thread-safe.
 */
final class AnswerLines {

	/** Where it shows what the answer has. */
	private static final int FIRST = 16;

	private static final int MAX_LENGTH = 512 * 1024;

	private static final List<String> TELLING = List.of("\"reasoning", "\"thinking", "\"index\":1", "\"index\": 1");

	private final List<String> lines = new ArrayList<>();

	private int length;

	private boolean telling;

	private boolean closed;

	synchronized void add(String line) {
		if (this.closed) {
			return;
		}
		this.telling = this.telling || TELLING.stream().anyMatch(line::contains);
		this.length += line.length();
		if (this.length > MAX_LENGTH || (!this.telling && this.lines.size() >= FIRST)) {
			this.closed = true;
			this.lines.clear();
			return;
		}
		this.lines.add(line.substring("data:".length()));
	}

	/** How many there are. */
	synchronized int count() {
		return this.lines.size();
	}

	/**
	 * What the events say together.
	 * @param count how many of them
	 * @return what was read, {@code null} if they say nothing more than Spring AI does
	 */
	@Nullable LlmResponse read(int count) {
		List<String> first;
		synchronized (this) {
			first = (this.telling && !this.closed) ? List.copyOf(this.lines.subList(0, count)) : List.of();
		}
		return first.isEmpty() ? null : ResponseReaders.readText(first);
	}

}
