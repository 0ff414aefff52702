package dev.gai.braintrust.cost;

import java.time.Instant;
import java.util.Objects;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about a call that decides what it costs. Immutable.
 *
 * @param provider the provider, by its id or by the name that OpenTelemetry, Spring AI or
 * LangChain4j has for it; {@code null} to find it by the model
 * @param requestedModel the model that was asked for, {@code null} if not known
 * @param respondedModel the model that answered, {@code null} if the answer does not say
 * @param usage what the provider reported
 * @param billing what else the answer says about the bill
 * @param requestedTier the tier that was asked for, {@code null} if none was
 * @param at when the call was made
 * @since 0.1.0
 */
@PublicApi
public record BilledCall(@Nullable String provider, @Nullable String requestedModel, @Nullable String respondedModel,
		Usage usage, Billing billing, @Nullable String requestedTier, Instant at) {

	/**
	 * Creates a call. A blank name is none.
	 * @param provider the provider
	 * @param requestedModel the model that was asked for
	 * @param respondedModel the model that answered
	 * @param usage what the provider reported
	 * @param billing what else the answer says about the bill
	 * @param requestedTier the tier that was asked for
	 * @param at when the call was made
	 */
	public BilledCall {
		Objects.requireNonNull(usage, "usage");
		Objects.requireNonNull(billing, "billing");
		Objects.requireNonNull(at, "at");
		provider = unlessBlank(provider);
		requestedModel = unlessBlank(requestedModel);
		respondedModel = unlessBlank(respondedModel);
	}

	/**
	 * The model that answered, as far as that is known.
	 * @return the model, the one that was asked for if the answer names none;
	 * {@code null} if neither is known
	 */
	public @Nullable String model() {
		return (this.respondedModel != null) ? this.respondedModel : this.requestedModel;
	}

	/**
	 * The terms on which it was served.
	 * @return the terms
	 */
	public ServiceTerms terms() {
		return ServiceTerms.of(this.billing, this.requestedTier);
	}

	private static @Nullable String unlessBlank(@Nullable String name) {
		return (name == null || name.isBlank()) ? null : name;
	}

}
