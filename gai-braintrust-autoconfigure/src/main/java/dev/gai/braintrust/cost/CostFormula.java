package dev.gai.braintrust.cost;

import java.math.BigDecimal;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Applies a price to a usage. Units contain each other: a cached token is an input token
 * too. Each is charged once, by the most specific unit that has a rate; what has no rate
 * of its own is left in the unit around it.
 */
final class CostFormula {

	private final ModelPrice price;

	private final Usage usage;

	private CostFormula(ModelPrice price, Usage usage) {
		this.price = price;
		this.usage = usage;
	}

	/** Expects a usage that {@link UsageJudge} lets pass. */
	static CostAnswer apply(ModelPrice price, Usage usage) {
		return new CostFormula(price, usage).answer();
	}

	private CostAnswer answer() {
		for (PriceUnit unit : this.price.uncovered()) {
			if (isPositive(unit)) {
				return CostAnswer.none(reason(unit), "the price of " + this.price.model() + " has no rate for " + unit);
			}
		}
		if (!isPriced()) {
			return CostAnswer.none(CostUnavailable.UNPRICED_USAGE,
					"the price of " + this.price.model() + " does not cover what was reported");
		}
		String missing = missing();
		if (missing != null) {
			return CostAnswer.none(CostUnavailable.INCOMPLETE_USAGE, missing);
		}
		Long reportedInput = this.usage.input();
		long context = (reportedInput != null) ? reportedInput : 0;
		long[] alone = new long[PriceUnit.ALL.length];
		BigDecimal input = BigDecimal.ZERO;
		BigDecimal output = BigDecimal.ZERO;
		BigDecimal other = BigDecimal.ZERO;
		// Backwards: a part stands behind its wholes.
		for (int i = PriceUnit.ALL.length - 1; i >= 0; i--) {
			PriceUnit unit = PriceUnit.ALL[i];
			Rate rate = this.price.rate(unit);
			if (rate == null) {
				continue;
			}
			alone[i] = withoutPricedParts(unit, alone);
			if (alone[i] < 0) {
				return CostAnswer.none(CostUnavailable.CONTRADICTORY_USAGE, "the parts of " + unit + " exceed it");
			}
			if (alone[i] == 0) {
				continue;
			}
			BigDecimal amount = unit.amount(rate.at(context), alone[i]);
			switch (unit.side()) {
				case INPUT -> input = sum(input, amount);
				case OUTPUT -> output = sum(output, amount);
				case NEITHER -> other = sum(other, amount);
			}
		}
		return CostAnswer
			.of(new Cost(plain(input), plain(output), plain(sum(sum(input, output), other)), this.price.source()));
	}

	private static CostUnavailable reason(PriceUnit unit) {
		return switch (unit) {
			case AUDIO_INPUT, CACHED_AUDIO_INPUT, AUDIO_OUTPUT, AUDIO_HOUR -> CostUnavailable.UNPRICED_AUDIO;
			case IMAGE_INPUT, IMAGE_OUTPUT -> CostUnavailable.UNPRICED_IMAGES;
			default -> CostUnavailable.UNPRICED_USAGE;
		};
	}

	private long withoutPricedParts(PriceUnit unit, long[] alone) {
		Long figure = unit.figure(this.usage);
		long value = (figure != null) ? figure : 0;
		for (int i = unit.ordinal() + 1; i < alone.length && value >= 0; i++) {
			// Parts without a rate have stayed zero here.
			if (PriceUnit.ALL[i].isPartOf(unit)) {
				value -= alone[i];
			}
		}
		return value;
	}

	private boolean isPriced() {
		if (this.price.rate(PriceUnit.REQUEST) != null) {
			return true;
		}
		for (PriceUnit unit : PriceUnit.ALL) {
			// Input that has a rate but was not reported is not unpriced but missing.
			if (this.price.rate(unit) != null && (unit.figure(this.usage) != null || hasPositivePart(unit))) {
				return true;
			}
		}
		return false;
	}

	/** What must be known to charge every token once, and was not reported. */
	private @Nullable String missing() {
		for (PriceUnit unit : PriceUnit.ALL) {
			if (this.price.rate(unit) != null && unit.figure(this.usage) == null
					&& (unit == PriceUnit.INPUT || hasPositivePart(unit))) {
				return unit + " was not reported";
			}
		}
		if (unknownOverlap(PriceUnit.CACHED_INPUT, PriceUnit.AUDIO_INPUT) && this.usage.cachedAudioInput() == null) {
			return "how much of AUDIO_INPUT was cached was not reported";
		}
		if (unknownOverlap(PriceUnit.CACHE_WRITE_INPUT, PriceUnit.AUDIO_INPUT)) {
			return "how much of AUDIO_INPUT was written to the cache is not known";
		}
		if (unknownOverlap(PriceUnit.CACHED_INPUT, PriceUnit.IMAGE_INPUT)) {
			return "how much of IMAGE_INPUT was cached is not known";
		}
		if (unknownOverlap(PriceUnit.REASONING_OUTPUT, PriceUnit.AUDIO_OUTPUT)) {
			return "how much of AUDIO_OUTPUT was reasoning is not known";
		}
		return null;
	}

	private boolean unknownOverlap(PriceUnit one, PriceUnit other) {
		return this.price.rate(one) != null && this.price.rate(other) != null && isPositive(one) && isPositive(other);
	}

	private boolean hasPositivePart(PriceUnit whole) {
		for (PriceUnit part : PriceUnit.PARTS) {
			if (part.isPartOf(whole) && isPositive(part)) {
				return true;
			}
		}
		return false;
	}

	private boolean isPositive(PriceUnit unit) {
		Long figure = unit.figure(this.usage);
		return figure != null && figure > 0;
	}

	private static BigDecimal sum(BigDecimal one, BigDecimal other) {
		if (one.signum() == 0) {
			return other;
		}
		return (other.signum() == 0) ? one : one.add(other);
	}

	private static BigDecimal plain(BigDecimal usd) {
		BigDecimal stripped = usd.stripTrailingZeros();
		return (stripped.scale() < 0) ? stripped.setScale(0) : stripped;
	}

}
