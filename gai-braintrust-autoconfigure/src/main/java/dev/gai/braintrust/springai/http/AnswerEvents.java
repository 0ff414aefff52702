package dev.gai.braintrust.springai.http;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.response.ResponseReaders;
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

	private static final List<ResponseReader<?>> readers = ResponseReaders.builtIn();

	private final HttpAttempt attempt;

	private final HttpExchanges exchanges;

	private final AnthropicUsage anthropic = new AnthropicUsage();

	private long firstEventNanos;

	private @Nullable String id;

	private @Nullable Usage usage;

	AnswerEvents(HttpAttempt attempt, HttpExchanges exchanges) {
		this.attempt = attempt;
		this.exchanges = exchanges;
	}

	void line(String line) {
		if (!line.startsWith("data:") || line.contains("[DONE]")) {
			return;
		}
		boolean first = this.firstEventNanos == 0;
		if (first) {
			this.firstEventNanos = System.nanoTime();
		}
		if (first || this.id == null || line.contains("\"usage\":{") || line.contains("\"usage\": {")) {
			event(parse(line.substring("data:".length())));
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

	private void event(Map<?, ?> event) {
		Map<?, ?> message = (event.get("message") instanceof Map<?, ?> started) ? started : event;
		if (message.get("id") instanceof String reported && this.id == null) {
			this.id = reported;
		}
		if (event.get("type") instanceof String) {
			this.anthropic.add(message.get("usage"));
			this.usage = this.anthropic.usage();
		}
		else {
			Usage read = openAi(event);
			this.usage = (read != null) ? read : this.usage;
		}
		if (this.id != null) {
			this.exchanges.answered(this.id, new StreamedAnswer(this.attempt, this.firstEventNanos, this.usage));
		}
	}

	private static @Nullable Usage openAi(Map<?, ?> event) {
		for (ResponseReader<?> reader : readers) {
			LlmResponse response = reader.responseType().isInstance(event) ? read(reader, event) : null;
			if (response != null) {
				return response.usage();
			}
		}
		return null;
	}

	private static <T> @Nullable LlmResponse read(ResponseReader<T> reader, Object event) {
		return reader.read(reader.responseType().cast(event));
	}

}
