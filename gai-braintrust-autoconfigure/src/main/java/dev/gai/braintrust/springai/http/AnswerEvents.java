package dev.gai.braintrust.springai.http;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads id and usage from the events of one streamed answer. Only the events that have
 * them are parsed.
 */
final class AnswerEvents {

	static final int MAX_LINE_LENGTH = 4 * 1024 * 1024;

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private static final ResponseReaders readers = new ResponseReaders(ResponseReaders.builtIn());

	private final HttpAttempt attempt;

	private final HttpExchanges exchanges;

	private long firstContentNanos;

	private @Nullable String id;

	private @Nullable Map<?, ?> start;

	private @Nullable Usage usage;

	private Billing billing = Billing.UNKNOWN;

	private final AnswerLines lines = new AnswerLines();

	AnswerEvents(HttpAttempt attempt, HttpExchanges exchanges) {
		this.attempt = attempt;
		this.exchanges = exchanges;
	}

	HttpAttempt attempt() {
		return this.attempt;
	}

	/**
	 * What the events say that have been read.
	 */
	synchronized StreamedAnswer soFar() {
		return new StreamedAnswer(this.attempt, this.firstContentNanos, this.usage, this.billing,
				new SoftReference<>(this.lines));
	}

	/**
	 * Tells that there are no more.
	 */
	void ended() {
		this.exchanges.open().end(this);
	}

	void line(String line) {
		if (!line.startsWith("data:") || line.contains("[DONE]")) {
			return;
		}
		this.lines.add(line);
		boolean silent = this.firstContentNanos == 0;
		if (silent || this.id == null || line.contains("\"usage\":{") || line.contains("\"usage\": {")) {
			event(parse(line.substring("data:".length())), silent);
		}
	}

	private static Map<?, ?> parse(String json) {
		try {
			return (mapper.readValue(json, Object.class) instanceof Map<?, ?> event) ? event : Map.of();
		}
		catch (JacksonException ex) {
			return Map.of();
		}
	}

	private synchronized void event(Map<?, ?> event, boolean silent) {
		boolean first = this.start == null;
		this.start = first ? event : this.start;
		Map<?, ?> message = (event.get("message") instanceof Map<?, ?> started) ? started : event;
		if (message.get("id") instanceof String reported && this.id == null) {
			this.id = reported;
		}
		if (silent && readers.bearsContent(event)) {
			this.firstContentNanos = System.nanoTime();
		}
		// Figures of the first event are completed by those of later ones.
		LlmResponse read = ResponseReaders.readJson(first ? List.of(event) : List.of(this.start, event));
		Usage reported = (read != null) ? read.usage() : null;
		this.usage = (reported != null) ? reported : this.usage;
		this.billing = (read != null) ? read.billing().orElse(this.billing) : this.billing;
		if (this.id != null) {
			this.exchanges.answered(this.id, soFar());
		}
	}

}
