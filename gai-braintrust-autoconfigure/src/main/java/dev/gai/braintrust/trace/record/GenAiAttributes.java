package dev.gai.braintrust.trace.record;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.gai.braintrust.guard.PlainNumbers;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The current {@code gen_ai.*} attributes of a span, with their types. None of them holds
 * content.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/">Semantic conventions
 * for generative client AI spans</a>
 */
@Internal
public final class GenAiAttributes {

	private static final Map<String, String> REQUEST_PARAMETERS = Map.of("temperature", "gen_ai.request.temperature",
			"max_tokens", "gen_ai.request.max_tokens", "top_p", "gen_ai.request.top_p", "top_k", "gen_ai.request.top_k",
			"frequency_penalty", "gen_ai.request.frequency_penalty", "presence_penalty",
			"gen_ai.request.presence_penalty", "seed", "gen_ai.request.seed", "stop", "gen_ai.request.stop_sequences");

	private GenAiAttributes() {
	}

	/**
	 * The attributes of a span.
	 * @param record what happened
	 * @return values by key: {@code String}, {@code Long}, {@code Double},
	 * {@code Boolean} or {@code List<String>}
	 */
	public static Map<String, Object> of(SpanRecord record) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		tell(record, attributes::put);
		return attributes;
	}

	/**
	 * Tells the attributes of a span, each of them once.
	 * @param record what happened
	 * @param attributes is told keys and values, of the types that {@link #of} has
	 */
	public static void tell(SpanRecord record, BiConsumer<String, Object> attributes) {
		if (record.type().hasOperation()) {
			attributes.accept("gen_ai.operation.name", record.operation());
		}
		put(attributes, "gen_ai.conversation.id", record.request().conversationId());
		switch (record.type()) {
			case LLM, EMBEDDINGS -> addModelCall(attributes, record);
			case AGENT -> attributes.accept("gen_ai.agent.name", record.name());
			case TOOL -> addTool(attributes, record);
			case RETRIEVAL -> attributes.accept("gen_ai.data_source.id", record.name());
			default -> {
			}
		}
		Throwable error = record.error();
		if (error != null) {
			attributes.accept("error.type", error.getClass().getName());
		}
	}

	private static void addModelCall(BiConsumer<String, Object> attributes, SpanRecord record) {
		SpanRequest request = record.request();
		SpanResponse response = record.response();
		put(attributes, "gen_ai.provider.name", request.provider());
		put(attributes, "gen_ai.request.model", request.model());
		request.parameters().forEach((name, value) -> {
			String key = REQUEST_PARAMETERS.get(name);
			Object typed = typed(key, value);
			if (key != null && typed != null) {
				attributes.accept(key, typed);
			}
		});
		put(attributes, "gen_ai.response.model", response.model());
		put(attributes, "gen_ai.response.id", response.id());
		if (!response.finishReasons().isEmpty()) {
			attributes.accept("gen_ai.response.finish_reasons", response.finishReasons());
		}
		addTerms(attributes, request, response);
		Duration first = record.timing().timeToFirstChunk();
		if (first != null) {
			attributes.accept("gen_ai.request.stream", true);
			attributes.accept("gen_ai.response.time_to_first_chunk", first.toNanos() / 1e9);
		}
		Usage usage = response.usage();
		if (usage != null) {
			put(attributes, "gen_ai.usage.input_tokens", usage.input());
			put(attributes, "gen_ai.usage.output_tokens", usage.output());
			put(attributes, "gen_ai.usage.cache_read.input_tokens", usage.cachedInput());
			put(attributes, "gen_ai.usage.cache_write.input_tokens", usage.cacheWriteInput());
			// Its name until version 1.41.
			put(attributes, "gen_ai.usage.cache_creation.input_tokens", usage.cacheWriteInput());
			put(attributes, "gen_ai.usage.reasoning.output_tokens", usage.reasoningOutput());
		}
	}

	private static void addTool(BiConsumer<String, Object> attributes, SpanRecord record) {
		attributes.accept("gen_ai.tool.name", record.name());
		attributes.accept("gen_ai.tool.type", "function");
		put(attributes, "gen_ai.tool.call.id", record.request().parameters().get("tool_call_id"));
	}

	/**
	 * What was asked for beside the tokens, and on which terms it was served.
	 */
	private static void addTerms(BiConsumer<String, Object> attributes, SpanRequest request, SpanResponse response) {
		Map<String, Object> parameters = request.parameters();
		ServerAddress server = request.server();
		if (server != null) {
			attributes.accept("server.address", server.host());
			put(attributes, "server.port", (server.port() > 0) ? Long.valueOf(server.port()) : null);
		}
		put(attributes, "gen_ai.output.type", outputType(request, parameters));
		if (parameters.get("n") instanceof Number choices && PlainNumbers.whole(choices) != 1) {
			attributes.accept("gen_ai.request.choice.count", PlainNumbers.whole(choices));
		}
		if (parameters.get("dimensions") instanceof Number dimensions) {
			attributes.accept("gen_ai.embeddings.dimension.count", PlainNumbers.whole(dimensions));
		}
		String provider = request.provider();
		if (provider != null && (provider.equals("openai") || provider.equals("azure.ai.openai"))) {
			put(attributes, "openai.request.service_tier",
					(parameters.get("service_tier") instanceof String tier) ? tier : null);
			put(attributes, "openai.response.service_tier", response.billing().serviceTier());
		}
	}

	private static @Nullable String outputType(SpanRequest request, Map<String, Object> parameters) {
		if ("image".equals(request.operation())) {
			return "image";
		}
		if (parameters.get("modalities") instanceof List<?> modalities && modalities.contains("audio")) {
			return "speech";
		}
		Object format = parameters.get("response_format");
		Object type = (format instanceof Map<?, ?> map) ? map.get("type") : format;
		if (!(type instanceof String name)) {
			return null;
		}
		return name.startsWith("json") ? "json" : name.equals("text") ? "text" : null;
	}

	private static @Nullable Object typed(@Nullable String key, Object value) {
		if (key == null) {
			return null;
		}
		if (key.equals("gen_ai.request.stop_sequences")) {
			return (value instanceof List<?> list) ? list.stream().map(String::valueOf).toList()
					: List.of(String.valueOf(value));
		}
		if (!(value instanceof Number number)) {
			return null;
		}
		boolean integer = key.equals("gen_ai.request.max_tokens") || key.equals("gen_ai.request.top_k")
				|| key.equals("gen_ai.request.seed");
		return integer ? (Object) PlainNumbers.whole(number) : (Object) number.doubleValue();
	}

	private static void put(BiConsumer<String, Object> attributes, String key, @Nullable Object value) {
		if (value != null) {
			attributes.accept(key, value);
		}
	}

}
