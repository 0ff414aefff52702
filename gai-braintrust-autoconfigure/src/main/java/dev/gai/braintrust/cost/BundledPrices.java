package dev.gai.braintrust.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Reads the prices of this library once, when somebody first needs them. */
final class BundledPrices {

	static final PriceFile FILE = read("genai-prices.jsonl.gz");

	private BundledPrices() {
	}

	static PriceFile read(String resource) {
		try (InputStream compressed = BundledPrices.class.getResourceAsStream(resource)) {
			if (compressed == null) {
				throw new IllegalStateException("The library is incomplete: " + resource + " is missing");
			}
			return PriceFile.ofLines(new GZIPInputStream(compressed).readAllBytes(), "bundled");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The library is damaged: " + resource + " cannot be read", ex);
		}
	}

}
