package dev.gai.braintrust.cost.catalog;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.cost.Rate;

/**
 * Tells what a price does not cover. Audio and images cost something else than text, so a
 * rate that is missing is one that is not known, with three exceptions: Google publishes
 * one rate for text, images, video and audio, and another only where it differs; all that
 * a model of speech makes is audio; and what a model of images makes has one rate, which
 * is that of images.
 */
final class UncoveredUnits {

	private static final String ONE_RATE_FOR_ALL = "google";

	private static final String SPEECH = "tts";

	private UncoveredUnits() {
	}

	static Set<PriceUnit> of(String provider, String model, Map<PriceUnit, Rate> rates) {
		Set<PriceUnit> uncovered = EnumSet.noneOf(PriceUnit.class);
		if (rates.isEmpty()) {
			return uncovered;
		}
		if (!provider.equals(ONE_RATE_FOR_ALL)) {
			uncovered.add(PriceUnit.AUDIO_INPUT);
			uncovered.add(PriceUnit.IMAGE_INPUT);
		}
		if (!model.contains(SPEECH)) {
			uncovered.add(PriceUnit.AUDIO_OUTPUT);
		}
		if (!rates.containsKey(PriceUnit.IMAGE_INPUT)) {
			uncovered.add(PriceUnit.IMAGE_OUTPUT);
		}
		uncovered.removeAll(rates.keySet());
		return uncovered;
	}

}
