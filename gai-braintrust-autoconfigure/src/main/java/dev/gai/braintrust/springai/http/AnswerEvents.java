package dev.gai.braintrust.springai.http;

import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.usage.JsonText;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Reads id and usage from the events of one streamed answer. Only the events that have
 * them are parsed.
 */
final class AnswerEvents {

	static final int MAX_LINE_LENGTH = 4 * 1024 * 1024;

	private static final String DATA = "data:";

	/** The last event is shorter, with any blanks around it. */
	private static final int SHORT = 32;

	private static final ResponseReaders readers = new ResponseReaders(ResponseReaders.builtIn());

	private final HttpAttempt attempt;

	private final HttpExchanges exchanges;

	private final AskedBody body;

	private volatile boolean whole;

	private volatile boolean left;

	private volatile @Nullable Instant end;

	private volatile @Nullable AnsweredErrorException error;

	private long firstContentNanos;

	private @Nullable String id;

	private @Nullable Map<?, ?> start;

	private @Nullable Usage usage;

	private Billing billing = Billing.UNKNOWN;

	private final SoftReference<AnswerLines> lines;

	/** While there may be more. */
	private @Nullable AnswerLines growing = new AnswerLines();

	AnswerEvents(HttpAttempt attempt, HttpExchanges exchanges, @Nullable RequestBody body) {
		this.attempt = attempt;
		this.body = new AskedBody(body);
		this.exchanges = exchanges;
		this.lines = new SoftReference<>(this.growing);
	}

	HttpAttempt attempt() {
		return this.attempt;
	}

	/**
	 * The id that the answer has, {@code null} before it has come.
	 */
	synchronized @Nullable String id() {
		return this.id;
	}

	/**
	 * What the events say that have been read.
	 */
	synchronized StreamedAnswer soFar() {
		AnswerLines kept = this.lines.get();
		return new StreamedAnswer(this.attempt, this.error, this.firstContentNanos, this.usage, this.billing,
				this.whole, new SoftReference<>((kept != null) ? kept.copy() : null));
	}

	/**
	 * Whether it answers a question.
	 * @param question the question as it stands in JSON
	 */
	boolean asks(String question) {
		return this.body.asks(question);
	}

	/**
	 * Whether the last event has come.
	 */
	boolean isWhole() {
		return this.whole;
	}

	/**
	 * Whether there were no more events to come at a time.
	 */
	boolean wasOver(Instant time) {
		Instant ended = this.end;
		return ended != null && ended.isBefore(time);
	}

	/**
	 * Whether nobody waits for more events.
	 */
	boolean isLeft() {
		return this.left;
	}

	/**
	 * The error that has come in place of the rest.
	 */
	@Nullable AnsweredErrorException error() {
		return this.error;
	}

	/**
	 * Tells that nobody waits for more events.
	 */
	void left() {
		this.left = true;
		this.end = Instant.now();
		keepWhileThereIsMemory();
	}

	/**
	 * Tells that there are no more.
	 */
	void ended() {
		boolean last = this.whole;
		this.whole = true;
		this.end = Instant.now();
		keepWhileThereIsMemory();
		// One that breaks off has no id for Spring AI either.
		if (last && this.error == null) {
			this.exchanges.open().end(this);
		}
	}

	/** Many may end whose requests nobody observes. */
	private synchronized void keepWhileThereIsMemory() {
		this.growing = null;
	}

	synchronized void line(String line) {
		if (!line.startsWith(DATA)) {
			return;
		}
		if (isLast(line)) {
			this.whole = true;
			return;
		}
		this.whole |= line.contains("\"message_stop\"");
		if (this.growing != null) {
			this.growing.add(line);
		}
		if (this.error == null) {
			this.error = AnsweredError.of(line.substring(DATA.length()));
		}
		boolean silent = this.firstContentNanos == 0;
		if (silent || this.id == null || line.contains("\"usage\":{") || line.contains("\"usage\": {")) {
			event(EventJson.parse(line.substring(DATA.length())), silent);
		}
	}

	private static boolean isLast(String line) {
		return line.length() < SHORT && line.substring(DATA.length()).strip().equals(JsonText.END);
	}

	private void event(Map<?, ?> event, boolean silent) {
		boolean first = this.start == null;
		this.start = first ? event : this.start;
		Map<?, ?> message = (event.get("message") instanceof Map<?, ?> started) ? started : event;
		if (message.get("id") instanceof String reported && this.id == null) {
			this.id = reported;
			this.exchanges.answered(reported, this);
		}
		if (silent && readers.bearsContent(event)) {
			this.firstContentNanos = System.nanoTime();
		}
		// Figures of the first event are completed by those of later ones.
		LlmResponse read = ResponseReaders.readJson(first ? List.of(event) : List.of(this.start, event));
		Usage reported = (read != null) ? read.usage() : null;
		this.usage = (reported != null) ? reported : this.usage;
		this.billing = (read != null) ? read.billing().orElse(this.billing) : this.billing;
	}

}
