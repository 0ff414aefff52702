package dev.gai.braintrust.usage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;

/**
 * What calls have used and cost, as {@code /actuator/llmusage} shows it.
 *
 * @param since when counting began
 * @param all sums over all calls
 * @param errorsByCategory calls that failed since then, by category of the error
 * @param byProvider sums by provider
 * @param byModel sums by provider and requested model, the most expensive first
 * @param byCostCenter sums by cost center; calls without one are not in
 * @param byMetadata sums by key of metadata and its value; calls without a value are not
 * in
 * @param byPrompt sums, scores and feedback by version of a prompt that is managed in
 * Braintrust
 * @param unpricedModels models whose calls have no cost, and why
 * @since 0.1.0
 */
@Internal
public record UsageReport(Instant since, Windows all, Map<String, Long> errorsByCategory,
		Map<String, Windows> byProvider, List<ModelUsage> byModel, Map<String, Windows> byCostCenter,
		Map<String, Map<String, Windows>> byMetadata, List<PromptUsage> byPrompt, List<UnpricedModel> unpricedModels) {

	/**
	 * Sums of the calls that were made with one version of a prompt.
	 *
	 * @param slug slug of the prompt
	 * @param version its version, {@code none} if it is not known
	 * @param usage the sums
	 * @param scores scores of these calls by name, since the start: those that the
	 * application and scorers gave
	 * @param feedback what users thought of the answers, by name of the score: the calls
	 * that were made since the start
	 */
	public record PromptUsage(String slug, String version, Windows usage, Map<String, ScoreUsage> scores,
			Map<String, ScoreUsage> feedback) {

		static final Comparator<PromptUsage> ORDER = Comparator.comparing(PromptUsage::slug)
			.thenComparing(PromptUsage::version);

	}

	/**
	 * Scores of one name.
	 *
	 * @param count how many
	 * @param mean their mean, from 0 to 1
	 */
	public record ScoreUsage(long count, double mean) {

	}

	/**
	 * Sums of one model.
	 *
	 * @param provider the provider, {@code none} if it is not known
	 * @param model the model, {@code none} if it is not known
	 * @param usage the sums
	 */
	public record ModelUsage(String provider, String model, Windows usage) {

		static final Comparator<ModelUsage> ORDER = Comparator
			.comparing((ModelUsage model) -> model.usage().total().costUsd())
			.reversed()
			.thenComparing(ModelUsage::provider)
			.thenComparing(ModelUsage::model);

	}

	/**
	 * A model whose calls have no cost.
	 *
	 * @param provider the provider, {@code none} if it is not known
	 * @param model the model that answered, or else the requested one
	 * @param reason why there is no cost, for example {@code unknown_model}
	 * @param calls how many
	 */
	public record UnpricedModel(String provider, String model, String reason, long calls) {

		static final Comparator<UnpricedModel> ORDER = Comparator.comparing(UnpricedModel::calls)
			.reversed()
			.thenComparing(UnpricedModel::provider)
			.thenComparing(UnpricedModel::model)
			.thenComparing(UnpricedModel::reason);

	}

	/**
	 * Sums of calls over three times.
	 *
	 * @param total since the application started
	 * @param lastHour over the last hour, to the minute: the minute that began an hour
	 * ago is in
	 * @param lastDay over the last 24 hours, to half an hour
	 */
	public record Windows(UsageFigures total, UsageFigures lastHour, UsageFigures lastDay) {

	}

}
