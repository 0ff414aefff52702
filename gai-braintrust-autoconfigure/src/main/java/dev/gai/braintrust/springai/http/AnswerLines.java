package dev.gai.braintrust.springai.http;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.usage.BesideText;
import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed answer. Of one that has come to its end they are asked only
 * where they say more than Spring AI puts together of them: thoughts, or more than one
 * answer, which shows in the first ones, or what was cited and what tools did. Of one
 * that nobody waits for any more they are all that is left; for that its text is enough.
 * Thread-safe.
 */
final class AnswerLines {

	/** Where it shows what the answer has. */
	private static final int FIRST = 16;

	private static final int MAX_LENGTH = 512 * 1024;

	/** Longer events are exchanged for the text that they bring. */
	private static final int MAX_PLAIN_LENGTH = 32 * 1024;

	/** Says that there is another answer, or another part of one. */
	private static final List<String> SECOND = List.of("\"index\":1", "\"index\": 1");

	private final List<String> lines = new ArrayList<>();

	private final StringBuilder text = new StringBuilder();

	private int length;

	private int seen;

	private boolean telling;

	private boolean closed;

	synchronized void add(String line) {
		if (this.closed) {
			return;
		}
		this.seen++;
		this.telling = this.telling
				|| (this.seen <= FIRST && (BesideText.hasThoughts(line) || SECOND.stream().anyMatch(line::contains)))
				|| (this.text.isEmpty() && BesideText.hasDetails(line));
		this.length += line.length();
		this.lines.add(line.substring("data:".length()));
		if (this.telling ? this.length > MAX_LENGTH : this.length > MAX_PLAIN_LENGTH) {
			shorten();
		}
	}

	private void shorten() {
		String more = this.telling ? null : text(ResponseReaders.readText(this.lines));
		this.lines.clear();
		this.length = 0;
		if (more == null || this.text.length() + more.length() > MAX_LENGTH) {
			this.closed = true;
			this.text.setLength(0);
			return;
		}
		this.text.append(more);
	}

	private static @Nullable String text(@Nullable LlmResponse response) {
		Object content = (response == null || response.choices().isEmpty()) ? ""
				: response.choices().get(0).message().content();
		return (content == null) ? "" : (content instanceof String string) ? string : null;
	}

	/**
	 * What the events say together.
	 * @return what was read, {@code null} if they say nothing more than Spring AI does
	 */
	synchronized @Nullable LlmResponse read() {
		return (this.telling && !this.lines.isEmpty()) ? ResponseReaders.readText(this.lines) : null;
	}

	/**
	 * What the events have brought of an answer that was left.
	 * @return what was read, {@code null} if there is nothing
	 */
	synchronized @Nullable LlmResponse readPart() {
		LlmResponse rest = this.lines.isEmpty() ? null : ResponseReaders.readText(this.lines);
		if (this.text.isEmpty()) {
			return rest;
		}
		String all = this.text + String.valueOf(text(rest));
		return LlmResponse.builder().choice(null, new Message("assistant", all, List.of(), null)).build();
	}

	/** As they are now. */
	synchronized AnswerLines copy() {
		AnswerLines copy = new AnswerLines();
		copy.lines.addAll(this.lines);
		copy.text.append(this.text);
		copy.telling = this.telling;
		return copy;
	}

}
