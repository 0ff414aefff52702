package dev.gai.braintrust.response.usage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What answers say of their bill, in the words of all providers. Of the parts of a
 * stream, the last one that says something counts.
 */
@Internal
public final class BillingJson {

	/** xAI counts in ten billionths of a US dollar. */
	private static final int DIGITS_OF_TICKS = 10;

	/** What answers say beside their usage. */
	private static final Set<String> FIELDS = Set.of("service_tier", "serviceTier", "usageMetadata",
			"performanceConfig", "meta");

	private static final Set<String> USAGE_FIELDS = Set.of("service_tier", "speed", "inference_geo",
			"cost_in_usd_ticks", "cost", "cost_details", "billed_units");

	private BillingJson() {
	}

	/**
	 * Reads what a bill depends on beside tokens.
	 * @param documents an answer, or the events of a stream
	 * @return what was found
	 */
	public static Billing read(List<JsonValue> documents) {
		Billing billing = Billing.UNKNOWN;
		for (JsonValue document : documents) {
			billing = read(document.get("response")).orElse(read(document.get("message")))
				.orElse(read(document))
				.orElse(billing);
		}
		return billing;
	}

	private static Billing read(JsonValue document) {
		JsonValue figures = document.get("usage");
		boolean inUsage = figures.hasAny(USAGE_FIELDS);
		if (!inUsage && !document.hasAny(FIELDS)) {
			return Billing.UNKNOWN;
		}
		JsonValue usage = inUsage ? figures : JsonValue.ABSENT;
		JsonValue ofGoogle = document.get("usageMetadata");
		return new Billing(
				label(document.get("service_tier"), usage.get("service_tier"), document.get("serviceTier").get("type"),
						ofGoogle.get("serviceTier"), ofGoogle.get("trafficType")),
				label(usage.get("speed"), document.get("performanceConfig").get("latency")),
				usage.get("inference_geo").label(), cost(usage),
				usage.get("cost_details").get("upstream_inference_cost").decimal(), billedUnits(document));
	}

	/**
	 * OpenRouter and Perplexity say what they charge, the latter in parts; xAI counts.
	 */
	private static @Nullable BigDecimal cost(JsonValue usage) {
		Long ticks = usage.get("cost_in_usd_ticks").count();
		if (ticks != null) {
			return BigDecimal.valueOf(ticks, DIGITS_OF_TICKS);
		}
		JsonValue cost = usage.get("cost");
		return cost.isObject() ? cost.get("total_cost").decimal() : cost.decimal();
	}

	/** Cohere does not charge what it adds to a prompt. */
	private static @Nullable Usage billedUnits(JsonValue document) {
		JsonValue billed = document.get("usage").get("billed_units");
		billed = billed.isObject() ? billed : document.get("meta").get("billed_units");
		Long input = billed.get("input_tokens").count();
		Long output = billed.get("output_tokens").count();
		return (input != null || output != null) ? Usage.builder().input(input).output(output).build() : null;
	}

	private static @Nullable String label(JsonValue... candidates) {
		for (JsonValue candidate : candidates) {
			String label = candidate.label();
			if (label != null) {
				return label;
			}
		}
		return null;
	}

}
