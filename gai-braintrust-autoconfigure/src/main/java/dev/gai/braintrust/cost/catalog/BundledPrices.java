package dev.gai.braintrust.cost.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * The prices that come with this library. They are read once, when somebody first needs
 * them.
 *
 * @since 0.1.0
 */
public final class BundledPrices {

	private static final PriceFile FILE = read("genai-prices.jsonl.gz");

	private BundledPrices() {
	}

	/**
	 * The prices, read by the first call.
	 * @return the catalog
	 * @throws IllegalStateException if the library is incomplete
	 */
	public static PriceFile catalog() {
		return FILE;
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
