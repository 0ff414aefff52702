package dev.gai.braintrust.springai.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Streamed answers that have not come to their end. Of one that nobody waits for any more
 * Spring AI tells nothing, not even its id: what was asked says whose it is. The oldest
 * are forgotten first. Thread-safe.
 */
final class OpenAnswers {

	private static final int MAX_KEPT = 1000;

	private static final int MAX_LOOKED_AT = 64;

	private final Deque<AnswerEvents> all = new ArrayDeque<>();

	/**
	 * Takes one that begins.
	 * @param events reads it
	 */
	synchronized void begin(AnswerEvents events) {
		this.all.addLast(events);
		if (this.all.size() > MAX_KEPT) {
			this.all.removeFirst();
		}
	}

	/**
	 * Forgets one that has come to its end.
	 * @param events read it
	 */
	synchronized void end(AnswerEvents events) {
		this.all.remove(events);
	}

	/**
	 * Takes the answer to a question.
	 * @param since when the question was asked, or a little before
	 * @param question the question as it stands in JSON
	 * @return the answer, {@code null} if there is none, or more than one and none that
	 * was left
	 */
	@Nullable AnswerEvents take(Instant since, String question) {
		List<AnswerEvents> asked = asked(since, question);
		AnswerEvents found = (asked.size() == 1) ? asked.get(0) : null;
		if (asked.size() > 1) {
			// Which of those that were left is the same: they all asked it.
			found = asked.stream().filter(AnswerEvents::isLeft).findFirst().orElse(null);
		}
		if (found != null) {
			end(found);
		}
		return found;
	}

	/**
	 * Takes the answer to a question that failed before it had come to its end.
	 * @param since when the question was asked, or a little before
	 * @param question the question as it stands in JSON
	 * @return the answer, {@code null} if there is none, or more than one and none that
	 * has failed
	 */
	@Nullable AnswerEvents takeFailed(Instant since, String question) {
		AnswerEvents found = failed(since, question);
		if (found != null) {
			end(found);
		}
		return found;
	}

	/**
	 * Finds the answer to a question that failed before it had come to its end.
	 * @param since when the question was asked, or a little before
	 * @param question the question as it stands in JSON
	 * @return the answer, {@code null} if there is none, or more than one and none that
	 * has failed
	 */
	@Nullable AnswerEvents failed(Instant since, String question) {
		List<AnswerEvents> asked = asked(since, question);
		return asked.stream()
			.filter((answer) -> answer.error() != null || answer.isLeft())
			.findFirst()
			// A client that cannot read an event fails before it leaves the rest.
			.orElse((asked.size() == 1) ? asked.get(0) : null);
	}

	/**
	 * The first one that began comes first: whoever takes that leaves one to each of the
	 * others, in whatever order they ask.
	 */
	private List<AnswerEvents> asked(Instant since, String question) {
		List<AnswerEvents> asked = new ArrayList<>();
		int looked = 0;
		for (Iterator<AnswerEvents> latest = copy().descendingIterator(); latest.hasNext();) {
			AnswerEvents open = latest.next();
			if (open.attempt().start().isBefore(since)) {
				continue;
			}
			if (++looked > MAX_LOOKED_AT) {
				return List.of();
			}
			if (open.asks(question)) {
				asked.add(open);
			}
		}
		asked.sort(Comparator.comparing((answer) -> answer.attempt().start()));
		return asked;
	}

	private synchronized Deque<AnswerEvents> copy() {
		return new ArrayDeque<>(this.all);
	}

}
