package dev.gai.braintrust.springai.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Streamed answers whose requests have not ended, by their ids. Servers that are
 * compatible with others may give all answers the same id: then it counts when it was
 * asked for, what was asked, and whether the answer has come to its end. The oldest are
 * forgotten first. Thread-safe.
 */
final class UnclaimedAnswers {

	private static final int MAX_KEPT = 2000;

	private static final int MAX_LOOKED_AT = 64;

	private final Map<String, Deque<AnswerEvents>> byId = new LinkedHashMap<>();

	private int size;

	synchronized void add(String id, AnswerEvents answer) {
		this.byId.computeIfAbsent(id, (key) -> new ArrayDeque<>(1)).addLast(answer);
		this.size++;
		if (this.size > MAX_KEPT) {
			Iterator<Deque<AnswerEvents>> oldest = this.byId.values().iterator();
			Deque<AnswerEvents> answers = oldest.next();
			answers.removeFirst();
			this.size--;
			if (answers.isEmpty()) {
				oldest.remove();
			}
		}
	}

	/**
	 * Takes the answer that a request got.
	 * @param id id of the answer
	 * @param whole whether the request got all of it
	 * @param since when the request began, {@code null} if that is not known: no answer
	 * was over by then
	 * @param question says what was asked, as it stands in JSON; {@code null} if that is
	 * not known
	 * @return the answer, {@code null} if there is none
	 */
	@Nullable AnswerEvents take(String id, boolean whole, @Nullable Instant since, Supplier<@Nullable String> question) {
		List<AnswerEvents> candidates = candidates(id, since);
		while (!candidates.isEmpty()) {
			AnswerEvents best = (candidates.size() > 1) ? best(candidates, whole, since, question.get())
					: candidates.get(0);
			if (remove(id, best)) {
				return best;
			}
			// Somebody else has taken it.
			candidates = candidates(id, since);
		}
		return null;
	}

	/**
	 * Among those that fit alike it is the first one that began: then each of the others
	 * finds one, too, in whatever order they ask.
	 */
	private static AnswerEvents best(List<AnswerEvents> candidates, boolean whole, @Nullable Instant since,
			@Nullable String question) {
		AnswerEvents best = candidates.get(0);
		int most = -1;
		for (AnswerEvents candidate : candidates) {
			int fit = ((question != null && candidate.asks(question)) ? 4 : 0)
					+ ((candidate.isWhole() == whole) ? 2 : 0)
					+ ((since == null || !candidate.attempt().start().isBefore(since)) ? 1 : 0);
			if (fit > most || (fit == most && candidate.attempt().start().isBefore(best.attempt().start()))) {
				most = fit;
				best = candidate;
			}
		}
		return best;
	}

	/**
	 * Forgets an answer that was found by other means.
	 * @param answer the answer
	 */
	void forget(AnswerEvents answer) {
		String id = answer.id();
		if (id != null) {
			remove(id, answer);
		}
	}

	private synchronized List<AnswerEvents> candidates(String id, @Nullable Instant since) {
		Deque<AnswerEvents> answers = this.byId.get(id);
		return (answers == null) ? List.of()
				: answers.stream()
					.filter((answer) -> since == null || !answer.wasOver(since))
					.limit(MAX_LOOKED_AT)
					.toList();
	}

	private synchronized boolean remove(String id, AnswerEvents answer) {
		Deque<AnswerEvents> answers = this.byId.get(id);
		boolean removed = answers != null && answers.remove(answer);
		this.size -= removed ? 1 : 0;
		if (answers != null && answers.isEmpty()) {
			this.byId.remove(id);
		}
		return removed;
	}

}
