package dev.gai.braintrust.cost.catalog;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.cost.Rate;
import org.jspecify.annotations.Nullable;

/**
 * A price that the application states itself, in US dollars. It replaces every other
 * price of the model: a rate that is not given falls back to the rate of what contains it
 * (cached input to input, say), never to that of another catalog; input or output without
 * a rate is not charged. Immutable.
 *
 * @param provider the provider, or {@code null} for any
 * @param model the model, by its whole name; upper and lower case do not matter
 * @param inputPerMillion for a million input tokens
 * @param outputPerMillion for a million output tokens
 * @param cachedInputPerMillion for a million input tokens read from a cache
 * @param cacheWritePerMillion for a million input tokens written to a cache
 * @param cacheWrite1hPerMillion for a million input tokens written to a cache for an hour
 * @param reasoningOutputPerMillion for a million output tokens spent on reasoning
 * @param audioInputPerMillion for a million input tokens of audio
 * @param cachedAudioInputPerMillion for a million input tokens of audio read from a cache
 * @param audioOutputPerMillion for a million output tokens of audio
 * @param webSearchPerThousand for a thousand web searches
 * @param requestPerThousand for a thousand requests
 * @param fileSearchPerThousand for a thousand searches in files
 * @param tier the service tier that it is for, as the provider names it, or
 * {@code standard}; {@code null} for every tier
 * @since 0.1.0
 */
public record PriceOverride(@Nullable String provider, String model, @Nullable BigDecimal inputPerMillion,
		@Nullable BigDecimal outputPerMillion, @Nullable BigDecimal cachedInputPerMillion,
		@Nullable BigDecimal cacheWritePerMillion, @Nullable BigDecimal cacheWrite1hPerMillion,
		@Nullable BigDecimal reasoningOutputPerMillion, @Nullable BigDecimal audioInputPerMillion,
		@Nullable BigDecimal cachedAudioInputPerMillion, @Nullable BigDecimal audioOutputPerMillion,
		@Nullable BigDecimal webSearchPerThousand, @Nullable BigDecimal requestPerThousand,
		@Nullable BigDecimal fileSearchPerThousand, @Nullable String tier) {

	/**
	 * The override of a model that has rates for input and output only.
	 * @param provider the provider, or {@code null} for any
	 * @param model the model
	 * @param inputPerMillion for a million input tokens, or {@code null}
	 * @param outputPerMillion for a million output tokens, or {@code null}
	 * @return the override
	 */
	public static PriceOverride of(@Nullable String provider, String model, @Nullable BigDecimal inputPerMillion,
			@Nullable BigDecimal outputPerMillion) {
		return new PriceOverride(provider, model, inputPerMillion, outputPerMillion, null, null, null, null, null, null,
				null, null, null, null, null);
	}

	/**
	 * The price that it states.
	 * @return the price
	 * @throws IllegalArgumentException if the model is blank, no rate is given, a rate is
	 * negative, or a part has a rate and its whole has none
	 */
	public ModelPrice toPrice() {
		if (this.model == null || this.model.isBlank()) {
			throw new IllegalArgumentException("A price override names a model");
		}
		Map<PriceUnit, Rate> rates = new EnumMap<>(PriceUnit.class);
		put(rates, PriceUnit.INPUT, this.inputPerMillion);
		put(rates, PriceUnit.OUTPUT, this.outputPerMillion);
		put(rates, PriceUnit.CACHED_INPUT, this.cachedInputPerMillion);
		put(rates, PriceUnit.CACHE_WRITE_INPUT, this.cacheWritePerMillion);
		put(rates, PriceUnit.CACHE_WRITE_1H, this.cacheWrite1hPerMillion);
		put(rates, PriceUnit.REASONING_OUTPUT, this.reasoningOutputPerMillion);
		put(rates, PriceUnit.AUDIO_INPUT, this.audioInputPerMillion);
		put(rates, PriceUnit.CACHED_AUDIO_INPUT, this.cachedAudioInputPerMillion);
		put(rates, PriceUnit.AUDIO_OUTPUT, this.audioOutputPerMillion);
		put(rates, PriceUnit.WEB_SEARCH, this.webSearchPerThousand);
		put(rates, PriceUnit.FILE_SEARCH, this.fileSearchPerThousand);
		put(rates, PriceUnit.REQUEST, this.requestPerThousand);
		if (rates.isEmpty()) {
			throw new IllegalArgumentException("The price override of " + this.model + " has no rate");
		}
		return new ModelPrice(this.model.strip(), rates, Cost.OVERRIDE);
	}

	private void put(Map<PriceUnit, Rate> rates, PriceUnit unit, @Nullable BigDecimal usd) {
		if (usd != null) {
			try {
				rates.put(unit, Rate.of(usd));
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(
						"The price override of " + this.model + " is wrong for " + unit + ": " + ex.getMessage(), ex);
			}
		}
	}

}
