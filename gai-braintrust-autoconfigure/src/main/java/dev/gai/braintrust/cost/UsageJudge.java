package dev.gai.braintrust.cost;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/** Refuses a usage that is wrong whatever the price. */
final class UsageJudge {

	private static final Usage NOTHING = Usage.builder().build();

	private UsageJudge() {
	}

	static @Nullable CostAnswer refusal(Usage usage) {
		if (usage.equals(NOTHING)) {
			return CostAnswer.none(CostUnavailable.NO_USAGE, "no usage was reported");
		}
		String negative = usage.firstNegative();
		if (negative != null) {
			return CostAnswer.none(CostUnavailable.NEGATIVE_USAGE, "negative usage: " + negative);
		}
		String contradiction = contradiction(usage);
		return (contradiction != null) ? CostAnswer.none(CostUnavailable.CONTRADICTORY_USAGE, contradiction) : null;
	}

	private static @Nullable String contradiction(Usage usage) {
		for (PriceUnit part : PriceUnit.PARTS) {
			Long value = part.figure(usage);
			if (value == null) {
				continue;
			}
			for (PriceUnit whole : part.wholes()) {
				Long limit = whole.figure(usage);
				if (limit != null && value > limit) {
					return part + " (" + value + ") exceeds " + whole + " (" + limit + ")";
				}
			}
		}
		if (exceeds(usage.cachedInput(), usage.cacheWriteInput(), 0L, usage.input())) {
			return "CACHED_INPUT and CACHE_WRITE_INPUT together exceed INPUT (" + usage.input() + ")";
		}
		if (exceeds(usage.cacheWrite5m(), usage.cacheWrite1h(), 0L, usage.cacheWriteInput())) {
			return "CACHE_WRITE_5M and CACHE_WRITE_1H together exceed CACHE_WRITE_INPUT (" + usage.cacheWriteInput()
					+ ")";
		}
		if (exceeds(usage.cachedInput(), usage.audioInput(), usage.cachedAudioInput(), usage.input())) {
			return "CACHED_INPUT and AUDIO_INPUT together exceed INPUT (" + usage.input() + ")";
		}
		return null;
	}

	/** Whether two parts, each within the whole, cover more than the whole. */
	private static boolean exceeds(@Nullable Long one, @Nullable Long other, @Nullable Long shared,
			@Nullable Long whole) {
		if (one == null || other == null || shared == null || whole == null) {
			return false;
		}
		// Subtracting cannot overflow: 0 <= shared <= one, other <= whole.
		return other - shared > whole - one;
	}

}
