package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Streamed answers that have not come to their end. Of one that nobody waits for any more
 * Spring AI tells nothing, not even its id: what was asked says whose it is, if it was
 * asked once only. The oldest are forgotten first. Thread-safe.
 */
final class OpenAnswers {

	private static final int MAX_KEPT = 1000;

	private static final int MAX_LOOKED_AT = 64;

	private final Deque<Open> all = new ArrayDeque<>();

	/**
	 * Takes one that begins.
	 * @param events reads it
	 * @param body what was asked
	 */
	synchronized void begin(AnswerEvents events, @Nullable RequestBody body) {
		this.all.addLast(new Open(events, new SoftReference<>(body)));
		if (this.all.size() > MAX_KEPT) {
			this.all.removeFirst();
		}
	}

	/**
	 * Forgets one that has come to its end.
	 * @param events read it
	 */
	synchronized void end(AnswerEvents events) {
		this.all.removeIf((open) -> open.events() == events);
	}

	/**
	 * The only answer to a question.
	 * @param since when the question was asked, or a little before
	 * @param question the question as it stands in JSON
	 * @return what is known of the answer, {@code null} if there is none or more than one
	 */
	@Nullable StreamedAnswer only(Instant since, String question) {
		Open found = null;
		int looked = 0;
		for (Iterator<Open> latest = copy().descendingIterator(); latest.hasNext();) {
			Open open = latest.next();
			if (open.events().attempt().start().isBefore(since)) {
				continue;
			}
			if (++looked > MAX_LOOKED_AT) {
				return null;
			}
			if (asks(open.body().get(), question)) {
				if (found != null) {
					return null;
				}
				found = open;
			}
		}
		if (found != null) {
			end(found.events());
		}
		return (found != null) ? found.events().soFar() : null;
	}

	private synchronized Deque<Open> copy() {
		return new ArrayDeque<>(this.all);
	}

	private static boolean asks(@Nullable RequestBody body, String question) {
		if (body == null || body.isOneShot()) {
			return false;
		}
		Buffer buffer = new Buffer();
		try {
			body.writeTo(buffer);
		}
		catch (IOException ex) {
			return false;
		}
		return buffer.readUtf8().contains(question);
	}

	/** An answer. */
	private record Open(AnswerEvents events, SoftReference<@Nullable RequestBody> body) {
	}

}
