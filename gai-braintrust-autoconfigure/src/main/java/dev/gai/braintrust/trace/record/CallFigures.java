package dev.gai.braintrust.trace.record;

import java.math.BigDecimal;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Sums over requests to models. A figure that no request reported is {@code null}.
 * Guarded by its owner.
 */
final class CallFigures {

	private long requests;

	private @Nullable Long inputTokens;

	private @Nullable Long outputTokens;

	private @Nullable BigDecimal costUsd;

	void add(@Nullable Usage usage, @Nullable BigDecimal cost) {
		this.requests++;
		if (usage != null) {
			this.inputTokens = sum(this.inputTokens, usage.input());
			this.outputTokens = sum(this.outputTokens, usage.output());
		}
		if (cost != null) {
			this.costUsd = (this.costUsd != null) ? this.costUsd.add(cost) : cost;
		}
	}

	long requests() {
		return this.requests;
	}

	@Nullable Long inputTokens() {
		return this.inputTokens;
	}

	@Nullable Long outputTokens() {
		return this.outputTokens;
	}

	@Nullable BigDecimal costUsd() {
		return this.costUsd;
	}

	private static @Nullable Long sum(@Nullable Long sum, @Nullable Long more) {
		if (more == null) {
			return sum;
		}
		return (sum != null) ? Long.valueOf(sum + more) : more;
	}

}
