package dev.gai.braintrust.trace.record;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What came back. Part of a {@link SpanRecord}; thread-safe. What the application set by
 * hand wins over what was read from the result.
 *
 * @since 0.1.0
 */
@Internal
public final class SpanResponse {

	private volatile @Nullable String model;

	private volatile @Nullable String id;

	private volatile @Nullable String finishReason;

	private volatile List<String> finishReasons = List.of();

	private volatile @Nullable Snapshot output;

	private volatile @Nullable Snapshot expected;

	private volatile List<LlmResponse.Choice> choices = List.of();

	private final SaidUsage usage = new SaidUsage();

	private volatile CallCost cost = CallCost.UNKNOWN;

	private volatile Billing billing = Billing.UNKNOWN;

	private volatile boolean refused;

	private volatile @Nullable Integer embeddings;

	private volatile Set<String> providerTools = Set.of();

	private volatile @Nullable Reference<Object> result;

	private volatile boolean resultRead;

	SpanResponse() {
	}

	/**
	 * {@return the model that answered, if known}
	 */
	public @Nullable String model() {
		return this.model;
	}

	/**
	 * {@return id of the response at the provider, if known}
	 */
	public @Nullable String id() {
		return this.id;
	}

	/**
	 * {@return why the model stopped, if known}
	 */
	public @Nullable String finishReason() {
		return this.finishReason;
	}

	/**
	 * {@return why the model stopped, of all answers}
	 */
	public List<String> finishReasons() {
		String only = this.finishReason;
		return (this.finishReasons.size() > 1 || only == null) ? this.finishReasons : List.of(only);
	}

	/**
	 * {@return the output, {@code null} without one or where there are
	 * {@link #choices()}}
	 */
	public @Nullable Snapshot output() {
		return this.output;
	}

	/**
	 * {@return what the output should have been, if set}
	 */
	public @Nullable Snapshot expected() {
		return this.expected;
	}

	/**
	 * {@return the answers of the model, empty if not known or not captured}
	 */
	public List<LlmResponse.Choice> choices() {
		return this.choices;
	}

	/**
	 * {@return tokens used, if known}
	 */
	public @Nullable Usage usage() {
		return this.usage.usage();
	}

	/**
	 * {@return how the usage came to be known}
	 */
	public SaidUsage saidUsage() {
		return this.usage;
	}

	/**
	 * {@return cost in US dollars, if known}
	 */
	public @Nullable BigDecimal cost() {
		return this.cost.usd();
	}

	/**
	 * {@return what the answer says of the bill}
	 */
	public Billing billing() {
		return this.billing;
	}

	/**
	 * {@return the cost and what is known of it}
	 */
	public CallCost callCost() {
		return this.cost;
	}

	/**
	 * {@return why the cost is not known, {@code unknown_model} for example}
	 */
	public @Nullable String costUnavailable() {
		return this.cost.unavailable();
	}

	/** Tools of the provider whose fee is not in the figures. */
	Set<String> providerTools() {
		return this.providerTools;
	}

	/**
	 * {@return number of vectors that were made, if embeddings were made}
	 */
	public @Nullable Integer embeddings() {
		return this.embeddings;
	}

	/**
	 * {@return what the call returned, as long as somebody else has it}
	 */
	public @Nullable Reference<Object> result() {
		return this.result;
	}

	/** The result that a reader understood, unless it is gone. */
	@Nullable Object readFrom() {
		Reference<Object> reference = this.resultRead ? this.result : null;
		return (reference != null) ? reference.get() : null;
	}

	/**
	 * Takes what the call returned, which is not kept from collection.
	 * @param result the result
	 * @param read whether a reader understood it
	 */
	public void result(Object result, boolean read) {
		this.result = new WeakReference<>(result);
		this.resultRead = read;
	}

	/**
	 * Sets the model that answered.
	 * @param model its name
	 */
	public void model(@Nullable String model) {
		this.model = model;
	}

	/**
	 * Sets the id of the answer.
	 * @param id as the provider gave it
	 */
	public void id(@Nullable String id) {
		this.id = id;
	}

	/**
	 * Sets why the model stopped.
	 * @param finishReason the reason, in the words of OpenTelemetry
	 */
	public void finishReason(@Nullable String finishReason) {
		this.finishReason = finishReason;
	}

	/**
	 * Sets the output.
	 * @param output a copy of it
	 */
	public void output(@Nullable Snapshot output) {
		this.output = output;
	}

	/**
	 * Sets what was expected.
	 * @param expected a copy of it
	 */
	public void expected(@Nullable Snapshot expected) {
		this.expected = expected;
	}

	/**
	 * Sets the usage as the application knows it.
	 * @param usage tokens, {@code null} if unknown
	 */
	public void usage(@Nullable Usage usage) {
		this.usage.say(usage);
	}

	/**
	 * {@return whether a gate refused the call, so that nothing was asked of the model}
	 */
	public boolean refused() {
		return this.refused;
	}

	/** Notes that a gate refused the call. */
	public void refuse() {
		this.refused = true;
	}

	/**
	 * Sets the cost as the application knows it.
	 * @param usd US dollars, {@code null} if unknown
	 */
	public void cost(@Nullable BigDecimal usd) {
		this.cost = (usd != null) ? CallCost.set(usd) : CallCost.UNKNOWN;
	}

	/** What a budget counts for a call that was cancelled, in US dollars. */
	@Nullable BigDecimal presumedCost() {
		return this.cost.presumedUsd();
	}

	/** Forgets the cost that was estimated, since what it depends on has changed. */
	public void forgetEstimate() {
		this.usage.uncut();
		this.cost = CallCost.UNKNOWN;
	}

	/**
	 * Sets the cost.
	 * @param cost the cost and where it stems from
	 */
	public void cost(CallCost cost) {
		this.cost = cost;
	}

	/**
	 * Sets what the bill depends on beside tokens.
	 * @param billing tier, region, reported cost
	 */
	public void billing(Billing billing) {
		this.billing = billing;
	}

	/**
	 * Takes what a reader found, where the application has not said otherwise.
	 * @param read what was read
	 * @param withContent whether content is captured
	 */
	public void fillFrom(LlmResponse read, boolean withContent) {
		this.model = (this.model != null) ? this.model : read.model();
		this.id = (this.id != null) ? this.id : read.id();
		this.usage.complete(read.usage());
		this.billing = this.billing.orElse(read.billing());
		this.embeddings = read.embeddings();
		this.finishReason = (this.finishReason != null) ? this.finishReason : read.finishReason();
		this.finishReasons = read.finishReasons();
		this.providerTools = ProviderTools.of(read);
		if (withContent && this.output == null) {
			this.choices = read.choices();
		}
	}

}
