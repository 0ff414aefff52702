package dev.gai.braintrust.testing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.gai.braintrust.usage.CompletedCall;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Calls of models that are over, for what sums them up.
 */
public final class Calls {

	private Calls() {
	}

	public static CompletedCall costing(String usd, Map<String, Object> metadata) {
		return call("groq", "llama-3.3-70b-versatile", new BigDecimal(usd), null, null, metadata);
	}

	public static CompletedCall of(String provider, String model, @Nullable String usd, @Nullable String unavailable,
			@Nullable String error) {
		return call(provider, model, (usd != null) ? new BigDecimal(usd) : null, unavailable, error, Map.of());
	}

	private static CompletedCall call(@Nullable String provider, @Nullable String model, @Nullable BigDecimal usd,
			@Nullable String unavailable, @Nullable String error, Map<String, Object> metadata) {
		Usage usage = Usage.builder().input(100L).output(20L).cachedInput(40L).reasoningOutput(5L).build();
		Object center = metadata.get("cost.center");
		return new CompletedCall(provider, model, null, "chat", usage, usd, unavailable, Instant.EPOCH,
				Duration.ofMillis(250), null, 0, error, false, (center != null) ? center.toString() : null, metadata,
				null, null);
	}

}
