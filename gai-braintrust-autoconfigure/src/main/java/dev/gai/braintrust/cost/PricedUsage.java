package dev.gai.braintrust.cost;

import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;

/**
 * What is charged of a usage. A provider may charge less than was used and say so. What
 * an image model made is charged as images, unless the answer tells images and text
 * apart: most answers do not.
 */
final class PricedUsage {

	private PricedUsage() {
	}

	static Usage of(Usage reported, Billing billing, ModelPrice price) {
		Usage usage = (billing.billedUsage() != null) ? billing.billedUsage() : reported;
		Long output = usage.output();
		if (output == null || usage.imageOutput() != null || price.rate(PriceUnit.IMAGE_OUTPUT) == null) {
			return usage;
		}
		long text = (usage.reasoningOutput() != null) ? usage.reasoningOutput() : 0;
		return new Usage(usage.input(), output, usage.cachedInput(), usage.cacheWriteInput(), usage.cacheWrite5m(),
				usage.cacheWrite1h(), usage.reasoningOutput(), usage.audioInput(), usage.cachedAudioInput(),
				usage.audioOutput(), usage.webSearches(), usage.imageInput(), Math.max(0, output - text),
				usage.audioDuration(), usage.fileSearches());
	}

}
