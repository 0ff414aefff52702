package dev.gai.braintrust.trace;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.content.Snapshot;
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

	private volatile long startNanos = System.nanoTime();

	private volatile @Nullable String model;

	private volatile @Nullable String id;

	private volatile @Nullable String finishReason;

	private volatile List<String> finishReasons = List.of();

	private volatile @Nullable Snapshot output;

	private volatile @Nullable Snapshot expected;

	private volatile List<LlmResponse.Choice> choices = List.of();

	private volatile @Nullable Usage usage;

	private volatile boolean usageRead;

	private volatile CallCost cost = CallCost.UNKNOWN;

	private volatile Billing billing = Billing.UNKNOWN;

	private volatile boolean refused;

	private volatile @Nullable Integer embeddings;

	private volatile @Nullable Duration timeToFirstChunk;

	private volatile @Nullable Reference<Object> result;

	private volatile boolean resultRead;

	SpanResponse() {
	}

	/**
	 * The model that answered.
	 * @return the model, if known
	 */
	public @Nullable String model() {
		return this.model;
	}

	/**
	 * Id of the response at the provider.
	 * @return the id, if known
	 */
	public @Nullable String id() {
		return this.id;
	}

	/**
	 * Why the model stopped.
	 * @return the reason, if known
	 */
	public @Nullable String finishReason() {
		return this.finishReason;
	}

	/**
	 * Why the model stopped, of all answers.
	 * @return the reasons as far as they are known, one for each answer
	 */
	public List<String> finishReasons() {
		String only = this.finishReason;
		return (this.finishReasons.size() > 1 || only == null) ? this.finishReasons : List.of(only);
	}

	/**
	 * The output.
	 * @return the output, {@code null} if there is none, if it is not captured or if
	 * there are {@link #choices()}
	 */
	public @Nullable Snapshot output() {
		return this.output;
	}

	/**
	 * What the output should have been.
	 * @return the expected output, if set
	 */
	public @Nullable Snapshot expected() {
		return this.expected;
	}

	/**
	 * The answers of the model.
	 * @return the answers, empty if not known or not captured
	 */
	public List<LlmResponse.Choice> choices() {
		return this.choices;
	}

	/**
	 * Tokens used.
	 * @return the usage, if known
	 */
	public @Nullable Usage usage() {
		return this.usage;
	}

	/**
	 * Cost in US dollars.
	 * @return the cost, if known
	 */
	public @Nullable BigDecimal cost() {
		return this.cost.usd();
	}

	/**
	 * Where the cost is from.
	 * @return {@code set}, {@code reported}, {@code override} or {@code catalog};
	 * {@code null} if the cost is not known
	 */
	public @Nullable String costSource() {
		return this.cost.source();
	}

	/**
	 * Cost by the list of prices.
	 * @return the cost in US dollars, where the provider reported another one
	 */
	public @Nullable BigDecimal listCost() {
		return this.cost.listUsd();
	}

	/**
	 * What the answer says of the bill.
	 * @return the bill
	 */
	public Billing billing() {
		return this.billing;
	}

	/**
	 * Why the cost of a call is not known.
	 * @return the reason, such as {@code unknown_model}; {@code null} if the cost is
	 * known or nothing estimates it
	 */
	public @Nullable String costUnavailable() {
		return this.cost.unavailable();
	}

	/**
	 * Number of vectors that were made.
	 * @return the number, if embeddings were made
	 */
	public @Nullable Integer embeddings() {
		return this.embeddings;
	}

	/**
	 * Time from the start of the call to the first element of a stream that bears
	 * content.
	 * @return the time, if the result was a stream that had such an element
	 */
	public @Nullable Duration timeToFirstChunk() {
		return this.timeToFirstChunk;
	}

	/** What the call returned, as long as somebody else has it. */
	@Nullable Reference<Object> result() {
		return this.result;
	}

	/** The result that a reader understood, unless it is gone. */
	@Nullable Object readFrom() {
		Reference<Object> reference = this.resultRead ? this.result : null;
		return (reference != null) ? reference.get() : null;
	}

	void result(Object result, boolean read) {
		this.result = new WeakReference<>(result);
		this.resultRead = read;
	}

	void model(@Nullable String model) {
		this.model = model;
	}

	void id(@Nullable String id) {
		this.id = id;
	}

	void finishReason(@Nullable String finishReason) {
		this.finishReason = finishReason;
	}

	void output(@Nullable Snapshot output) {
		this.output = output;
	}

	void expected(@Nullable Snapshot expected) {
		this.expected = expected;
	}

	void usage(@Nullable Usage usage) {
		this.usage = usage;
	}

	/**
	 * Whether there is no response because the call was refused by a {@link CallGate} and
	 * never made.
	 * @return whether nothing was asked of the model
	 */
	public boolean refused() {
		return this.refused;
	}

	void refuse() {
		this.refused = true;
	}

	void cost(@Nullable BigDecimal usd) {
		this.cost = (usd != null) ? CallCost.set(usd) : CallCost.UNKNOWN;
	}

	/** What a budget counts for a call that was cancelled, in US dollars. */
	@Nullable BigDecimal presumedCost() {
		return this.cost.presumedUsd();
	}

	boolean isUsageRead() {
		return this.usageRead;
	}

	void cost(CallCost cost) {
		this.cost = cost;
	}

	void billing(Billing billing) {
		this.billing = billing;
	}

	/** Counts the time to the first element from now on. */
	void restart() {
		this.startNanos = System.nanoTime();
	}

	void firstChunk() {
		if (this.timeToFirstChunk == null) {
			firstChunkAt(System.nanoTime());
		}
	}

	void firstChunkAt(long nanoTime) {
		this.timeToFirstChunk = Duration.ofNanos(Math.max(0, nanoTime - this.startNanos));
	}

	/**
	 * Takes what a reader found, where the application has not said otherwise.
	 * @param read what was read
	 * @param withContent whether content is captured
	 */
	void fillFrom(LlmResponse read, boolean withContent) {
		this.model = (this.model != null) ? this.model : read.model();
		this.id = (this.id != null) ? this.id : read.id();
		this.usageRead |= this.usage == null;
		this.usage = (this.usage != null) ? this.usage : read.usage();
		this.billing = this.billing.orElse(read.billing());
		this.embeddings = read.embeddings();
		this.finishReason = (this.finishReason != null) ? this.finishReason : read.finishReason();
		this.finishReasons = read.finishReasons();
		if (withContent && this.output == null) {
			this.choices = read.choices();
		}
	}

}
