package dev.gai.braintrust.export.row;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.response.ChatShape;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.record.CallsBelow;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanRequest;
import dev.gai.braintrust.trace.record.SpanResponse;
import dev.gai.braintrust.trace.record.SpanType;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Braintrust row as plain trees. A figure that nobody reported is absent.
 */
final class RowShape {

	private final SpanRecord record;

	private final boolean captureContent;

	RowShape(SpanRecord record, boolean captureContent) {
		this.record = record;
		this.captureContent = captureContent && record.contentCaptured();
	}

	/**
	 * The input: a conversation for a model call, the value itself for anything else.
	 * @return the input, {@code null} if there is none
	 */
	@Nullable Object input() {
		Object tree = content(this.record.request().input());
		if (this.record.type() == SpanType.LLM && tree instanceof String text) {
			return ChatShape.messages(List.of(Message.user(text)));
		}
		if (this.record.type() == SpanType.EMBEDDINGS && tree instanceof String text) {
			return Map.of("inputs", List.of(Map.of("content", text)));
		}
		return tree;
	}

	/**
	 * The output: the model's answers for a model call, the value itself for anything
	 * else.
	 * @param asText writes a tree as JSON text
	 * @return the output, {@code null} if there is none
	 */
	@Nullable Object output(Function<Object, String> asText) {
		if (!this.captureContent) {
			return null;
		}
		SpanResponse response = this.record.response();
		Object tree = content(response.output());
		if (this.record.type() == SpanType.EMBEDDINGS) {
			return embeddings(response.embeddings(), tree);
		}
		if (this.record.type() != SpanType.LLM) {
			return (tree != null || response.choices().isEmpty()) ? tree : ChatShape.choices(response.choices());
		}
		if (!response.choices().isEmpty()) {
			return ChatShape.choices(response.choices());
		}
		if (tree == null) {
			return null;
		}
		return ChatShape.answer(response.finishReason(), answer(tree, asText));
	}

	private static Object answer(Object tree, Function<Object, String> asText) {
		if (tree instanceof InlineMedia media) {
			return List.of(media.part());
		}
		if (tree instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(InlineMedia.class::isInstance)) {
			return list.stream().map((media) -> ((InlineMedia) media).part()).toList();
		}
		return (tree instanceof String || isParts(tree)) ? tree : asText.apply(tree);
	}

	/** A picture is seen only where it is a part of the content. */
	private static boolean isParts(Object tree) {
		return tree instanceof List<?> parts && parts.stream().anyMatch(RowShape::isImage) && parts.stream()
			.allMatch((part) -> part instanceof Map<?, ?> map && map.get("type") instanceof String);
	}

	private static boolean isImage(@Nullable Object part) {
		return part instanceof Map<?, ?> map && map.get("image_url") instanceof Map<?, ?>;
	}

	/**
	 * Never the vectors themselves: they are long and tell nobody anything.
	 */
	private static @Nullable Object embeddings(@Nullable Integer count, @Nullable Object tree) {
		if (count != null) {
			return Map.of("count", count);
		}
		if (tree instanceof List<?> list && !list.isEmpty()) {
			return Map.of("count", (list.get(0) instanceof List<?>) ? list.size() : 1);
		}
		return tree;
	}

	@Nullable Object expected() {
		return content(this.record.response().expected());
	}

	private @Nullable Object content(@Nullable Snapshot snapshot) {
		return (this.captureContent && snapshot != null) ? snapshot.tree() : null;
	}

	/**
	 * The metadata, without what the encoder alone knows.
	 * @return the metadata
	 */
	Map<String, @Nullable Object> metadata() {
		Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
		SpanRequest request = this.record.request();
		SpanResponse response = this.record.response();
		put(metadata, "model", (response.model() != null) ? response.model() : request.model());
		put(metadata, "provider", request.provider());
		// First, as what does not fit is cut at the end.
		if (this.record.failure().cancelled()) {
			metadata.put("cancelled", true);
		}
		Set<String> notCaptured = this.record.content().notCaptured();
		if (!notCaptured.isEmpty()) {
			metadata.put("content.not_captured", List.copyOf(notCaptured));
		}
		request.parameters().forEach(metadata::put);
		addTerms(metadata, response.billing());
		Snapshot tools = request.tools();
		put(metadata, "tools", (tools != null) ? tools.tree() : null);
		put(metadata, "conversation_id", request.conversationId());
		this.record.labels()
			.metadata()
			.forEach((key, value) -> metadata.compute(key,
					(name, own) -> (own != null && this.record.labels().isShared(name)) ? own : value));
		metadata.putAll(FailureFields.of(this.record, this.captureContent && this.record.errorTextCaptured()));
		put(metadata, "cost.estimated_usd", response.cost());
		put(metadata, "cost.source", response.callCost().source());
		put(metadata, "cost.list_usd", response.callCost().listUsd());
		put(metadata, "cost.upstream_usd", response.billing().upstreamCostUsd());
		put(metadata, "cost.unavailable", response.costUnavailable());
		put(metadata, "cost.excludes", response.callCost().excludes());
		if (!this.record.billable()) {
			addSums(metadata, response.usage());
		}
		return metadata;
	}

	/**
	 * The terms that the provider says it served the call on; which tier was asked for
	 * stands beside it.
	 */
	private static void addTerms(Map<String, @Nullable Object> metadata, Billing billing) {
		Object requested = metadata.remove("service_tier");
		put(metadata, "service_tier", billing.serviceTier());
		put(metadata, "requested_service_tier", requested);
		put(metadata, "speed", billing.speed());
		put(metadata, "inference_geo", billing.inferenceGeo());
	}

	/**
	 * What the span and the calls below it came to. Not among the metrics, where it would
	 * be billed a second time.
	 */
	private void addSums(Map<String, @Nullable Object> metadata, @Nullable Usage own) {
		CallsBelow below = this.record.below();
		if (below.requests() > 0) {
			metadata.put("usage.model_calls", below.requests());
			put(metadata, "usage.prompt_tokens", below.inputTokens());
			put(metadata, "usage.completion_tokens", below.outputTokens());
			if (below.costUsd() != null) {
				metadata.putIfAbsent("cost.estimated_usd", below.costUsd());
			}
		}
		else if (own != null) {
			put(metadata, "usage.prompt_tokens", own.input());
			put(metadata, "usage.completion_tokens", own.output());
		}
	}

	/**
	 * The figures. Only requests to models carry some that are billed; sums above them
	 * would be billed twice.
	 * @param metrics is told names and figures, nothing if there are none
	 */
	void tellMetrics(BiConsumer<String, Object> metrics) {
		if (!this.record.billable()) {
			return;
		}
		SpanResponse response = this.record.response();
		Usage usage = response.usage();
		if (usage != null) {
			tell(metrics, "prompt_tokens", usage.input());
			tell(metrics, "completion_tokens", usage.output());
			boolean vectors = this.record.type() == SpanType.EMBEDDINGS || response.embeddings() != null;
			tell(metrics, "tokens", vectors ? usage.input() : usage.total());
			tell(metrics, "prompt_cached_tokens", usage.cachedInput());
			boolean split = usage.cacheWrite5m() != null || usage.cacheWrite1h() != null;
			tell(metrics, "prompt_cache_creation_tokens", split ? null : usage.cacheWriteInput());
			tell(metrics, "prompt_cache_creation_5m_tokens", usage.cacheWrite5m());
			tell(metrics, "prompt_cache_creation_1h_tokens", usage.cacheWrite1h());
			tell(metrics, "completion_reasoning_tokens", usage.reasoningOutput());
			tell(metrics, "prompt_audio_tokens", usage.audioInput());
			tell(metrics, "completion_audio_tokens", usage.audioOutput());
			tell(metrics, "prompt_image_tokens", usage.imageInput());
			tell(metrics, "completion_image_tokens", usage.imageOutput());
			tell(metrics, "server_tool_use_web_search_requests", usage.webSearches());
			tell(metrics, "server_tool_use_file_search_requests", usage.fileSearches());
		}
		Duration first = record.timing().timeToFirstChunk();
		tell(metrics, "time_to_first_token", (first != null) ? BigDecimal.valueOf(first.toNanos(), 9) : null);
		tell(metrics, "estimated_cost", response.cost());
	}

	private static void tell(BiConsumer<String, Object> metrics, String name, @Nullable Object figure) {
		if (figure != null) {
			metrics.accept(name, figure);
		}
	}

	private static void put(Map<String, ? super Object> map, String key, @Nullable Object value) {
		if (value != null) {
			map.put(key, value);
		}
	}

}
