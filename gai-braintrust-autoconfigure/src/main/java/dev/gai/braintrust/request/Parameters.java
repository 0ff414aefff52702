package dev.gai.braintrust.request;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a request that are neither messages nor tools, by the names that OpenAI's
 * API has for them.
 */
final class Parameters {

	private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
			Map.entry("max_completion_tokens", "max_tokens"), Map.entry("max_output_tokens", "max_tokens"),
			Map.entry("max_new_tokens", "max_tokens"), Map.entry("max_gen_len", "max_tokens"),
			Map.entry("max_tokens_to_sample", "max_tokens"), Map.entry("num_predict", "max_tokens"),
			Map.entry("n_predict", "max_tokens"), Map.entry("maximum_tokens", "max_tokens"),
			Map.entry("max_token_count", "max_tokens"), Map.entry("stop_sequences", "stop"),
			Map.entry("candidate_count", "n"), Map.entry("p", "top_p"), Map.entry("k", "top_k"),
			Map.entry("repeat_penalty", "repetition_penalty"));

	private static final Set<String> KNOWN = Set.of("temperature", "top_p", "top_k", "min_p", "max_tokens", "stop",
			"frequency_penalty", "presence_penalty", "repetition_penalty", "seed", "n", "stream", "stream_options",
			"tool_choice", "parallel_tool_calls", "response_format", "response_mime_type", "response_schema",
			"service_tier", "reasoning_effort", "logprobs", "top_logprobs", "logit_bias", "thinking_config");

	/** Groups of parameters, whose fields stand for themselves. */
	private static final Set<String> GROUPS = Set.of("generationConfig", "generation_config", "inferenceConfig",
			"inference_config", "textGenerationConfig", "parameters", "options");

	private Parameters() {
	}

	/**
	 * The parameters of a request.
	 * @param request the request
	 * @param read names of the fields that have been read otherwise
	 * @return the parameters
	 */
	static Map<String, Object> of(Map<?, ?> request, Set<String> read) {
		Map<String, Object> parameters = new LinkedHashMap<>();
		request.forEach((key, value) -> {
			String name = String.valueOf(key);
			if (value == null || read.contains(name)) {
				return;
			}
			if (GROUPS.contains(name) && value instanceof Map<?, ?> group) {
				group.forEach((inner, set) -> put(parameters, snakeCase(String.valueOf(inner)), set));
			}
			else {
				String snake = snakeCase(name);
				put(parameters, isKnown(snake) ? snake : name, value);
			}
		});
		return parameters;
	}

	/**
	 * Whether a request has one that only requests to models have.
	 * @param request what may be a request
	 * @return whether it has
	 */
	static boolean areIn(Map<?, ?> request) {
		return request.keySet().stream().map(String::valueOf).map(Parameters::snakeCase).anyMatch(Parameters::isKnown);
	}

	private static boolean isKnown(String name) {
		return KNOWN.contains(name) || OTHER_NAMES.containsKey(name);
	}

	private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
		if (value != null) {
			parameters.putIfAbsent(OTHER_NAMES.getOrDefault(name, name), value);
		}
	}

	private static String snakeCase(String name) {
		return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}

}
