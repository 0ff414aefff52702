package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The response of a model, as a {@link ResponseReader} read it from a result. Values that
 * the result does not have are {@code null} or empty.
 *
 * @param model model that answered
 * @param id identifies the response at the provider
 * @param choices the answers, usually one
 * @param usage tokens used
 * @param embeddings number of vectors, for a call that made embeddings
 * @param finishReason why the model stopped, where no answer says so
 * @param output the output, where it is not an answer in words: any value, recorded in
 * place of the result itself when there are no choices
 * @param billing what it says about the bill, beside the usage
 * @param error what went wrong although there is an answer
 * @since 0.1.0
 */
@PublicApi
public record LlmResponse(@Nullable String model, @Nullable String id, List<Choice> choices, @Nullable Usage usage,
		@Nullable Integer embeddings, @Nullable String finishReason, @Nullable Object output, Billing billing,
		@Nullable AnsweredErrorException error) {

	/**
	 * Creates a response.
	 * @param model the model
	 * @param id the id
	 * @param choices the choices; copied
	 * @param usage the usage
	 * @param embeddings the number of vectors
	 * @param finishReason the reason; by default that of the first choice
	 * @param output the output
	 * @param billing what it says about the bill
	 * @param error the error; by default one if the model stopped because of it
	 */
	public LlmResponse {
		choices = List.copyOf(choices);
		if (finishReason == null && !choices.isEmpty()) {
			finishReason = choices.get(0).finishReason();
		}
		if (error == null && FinishReasons.isFailure(finishReason)) {
			error = new AnsweredErrorException(finishReason, null, null);
		}
	}

	/**
	 * Why the model stopped, answer by answer.
	 * @return the reasons, without those that are not known
	 */
	public List<String> finishReasons() {
		if (this.choices.size() == 1) {
			String only = this.choices.get(0).finishReason();
			return (only != null) ? List.of(only) : List.of();
		}
		return this.choices.stream().map(Choice::finishReason).filter(Objects::nonNull).toList();
	}

	/**
	 * This response with another bill.
	 * @param said the bill
	 * @return the response
	 */
	LlmResponse billedAs(Billing said) {
		if (said == this.billing) {
			return this;
		}
		return new LlmResponse(this.model, this.id, this.choices, this.usage, this.embeddings, this.finishReason,
				this.output, said, this.error);
	}

	/**
	 * Starts an empty response.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The same response, with what the provider says about its failure if it has failed.
	 */
	LlmResponse withReason(@Nullable String told) {
		return (this.error != null && told != null)
				? withError(new AnsweredErrorException(this.finishReason, told, null)) : this;
	}

	LlmResponse withError(AnsweredErrorException error) {
		return new LlmResponse(this.model, this.id, this.choices, this.usage, this.embeddings, this.finishReason,
				this.output, this.billing, error);
	}

	/**
	 * One of the answers of a model.
	 *
	 * @param finishReason {@code stop}, {@code length}, {@code tool_calls},
	 * {@code content_filter}, or what the provider said
	 * @param message the answer
	 */
	public record Choice(@Nullable String finishReason, Message message) {

	}

	/**
	 * Collects what is known of a response. Not thread-safe.
	 */
	public static final class Builder {

		private @Nullable String model;

		private @Nullable String id;

		private final List<Choice> choices = new ArrayList<>();

		private @Nullable Usage usage;

		private @Nullable Integer embeddings;

		private @Nullable String finishReason;

		private @Nullable Object output;

		private Billing billing = Billing.UNKNOWN;

		private @Nullable AnsweredErrorException error;

		private Builder() {
		}

		/**
		 * Sets the model that answered.
		 * @param model the model
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Sets the id of the response.
		 * @param id the id
		 * @return this builder
		 */
		public Builder id(@Nullable String id) {
			this.id = id;
			return this;
		}

		/**
		 * Adds an answer.
		 * @param finishReason why the model stopped
		 * @param message the answer
		 * @return this builder
		 */
		public Builder choice(@Nullable String finishReason, Message message) {
			this.choices.add(new Choice(finishReason, message));
			return this;
		}

		/**
		 * Sets the tokens used.
		 * @param usage the usage
		 * @return this builder
		 */
		public Builder usage(@Nullable Usage usage) {
			this.usage = usage;
			return this;
		}

		/**
		 * Sets the number of vectors that were made.
		 * @param count the number
		 * @return this builder
		 */
		public Builder embeddings(@Nullable Integer count) {
			this.embeddings = count;
			return this;
		}

		/**
		 * Sets why the model stopped, for a response without {@linkplain #choice answers}
		 * that say so.
		 * @param finishReason {@code stop}, {@code length}, {@code tool_calls},
		 * {@code content_filter}, or what the provider said
		 * @return this builder
		 */
		public Builder finishReason(@Nullable String finishReason) {
			this.finishReason = finishReason;
			return this;
		}

		/**
		 * Sets an output that is not an answer in words, an extracted object for example.
		 * @param output any value; {@code null} for the result itself
		 * @return this builder
		 */
		public Builder output(@Nullable Object output) {
			this.output = output;
			return this;
		}

		/**
		 * Sets what the response says about the bill.
		 * @param billing the bill
		 * @return this builder
		 */
		public Builder billing(Billing billing) {
			this.billing = billing;
			return this;
		}

		/**
		 * Sets what went wrong although there is an answer.
		 * @param error the error
		 * @return this builder
		 */
		public Builder error(@Nullable AnsweredErrorException error) {
			this.error = error;
			return this;
		}

		/**
		 * Creates the response.
		 * @return the response
		 */
		public LlmResponse build() {
			return new LlmResponse(this.model, this.id, this.choices, this.usage, this.embeddings, this.finishReason,
					this.output, this.billing, this.error);
		}

	}

}
