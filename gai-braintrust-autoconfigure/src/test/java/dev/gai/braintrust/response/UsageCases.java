package dev.gai.braintrust.response;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers of providers as they document them, with the figures that a row must show.
 */
public final class UsageCases {

	private UsageCases() {
	}

	public static Stream<UsageCase> all() {
		return Stream
			.of("usage-cases.json", "more-usage-cases.json", "further-usage-cases.json", "documented-usage-cases.json")
			.flatMap(UsageCases::of);
	}

	private static Stream<UsageCase> of(String file) {
		try (InputStream json = UsageCases.class.getResourceAsStream(file)) {
			List<UsageCase> cases = new ArrayList<>();
			for (JsonNode node : JsonMapper.shared().readTree(json).get("cases")) {
				cases.add(new UsageCase(node));
			}
			return cases.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The metrics of a row that a usage comes to.
	 * @param usage the usage, or {@code null}
	 * @return values by the names of the metrics
	 */
	public static Map<String, Long> metrics(@Nullable Usage usage) {
		Map<String, Long> metrics = new LinkedHashMap<>();
		if (usage != null) {
			metrics.put("prompt_tokens", usage.input());
			metrics.put("completion_tokens", usage.output());
			metrics.put("tokens", usage.total());
			metrics.put("prompt_cached_tokens", usage.cachedInput());
			metrics.put("prompt_cache_creation_tokens", usage.cacheWriteInput());
			metrics.put("prompt_cache_creation_5m_tokens", usage.cacheWrite5m());
			metrics.put("prompt_cache_creation_1h_tokens", usage.cacheWrite1h());
			metrics.put("completion_reasoning_tokens", usage.reasoningOutput());
			metrics.put("prompt_audio_tokens", usage.audioInput());
			metrics.put("completion_audio_tokens", usage.audioOutput());
			metrics.put("server_tool_use_web_search_requests", usage.webSearches());
		}
		metrics.values().removeIf((value) -> value == null);
		return metrics;
	}

	/**
	 * A case.
	 *
	 * @param node its JSON
	 */
	public record UsageCase(JsonNode node) {

		public String provider() {
			return this.node.get("provider").stringValue();
		}

		public String model() {
			return this.node.get("model").stringValue();
		}

		public List<JsonNode> documents() {
			return this.node.get("docs").valueStream().toList();
		}

		public List<Map<?, ?>> maps() {
			return documents().stream()
				.<Map<?, ?>>map((document) -> JsonMapper.shared().convertValue(document, Map.class))
				.toList();
		}

		public List<String> texts() {
			return documents().stream().map(JsonNode::toString).toList();
		}

		public boolean isStream() {
			return this.node.get("docs").size() > 1;
		}

		public Map<String, Long> expected() {
			Map<String, Long> expected = new LinkedHashMap<>();
			this.node.get("expect")
				.properties()
				.forEach((entry) -> expected.put(entry.getKey(), entry.getValue().longValue()));
			return expected;
		}

		public @Nullable BigDecimal cost() {
			JsonNode cost = this.node.get("cost");
			return cost.isNumber() ? cost.decimalValue() : null;
		}

		@Override
		public String toString() {
			return this.node.get("label").stringValue();
		}

	}

}
