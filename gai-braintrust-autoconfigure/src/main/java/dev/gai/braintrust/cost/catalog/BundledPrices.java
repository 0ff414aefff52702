package dev.gai.braintrust.cost.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

import dev.gai.braintrust.cost.PriceCatalog;

/**
 * The prices that come with this library. They are read once, when somebody first needs
 * them.
 *
 * @since 0.1.0
 */
public final class BundledPrices {

	private static final PriceFile FILE = read("genai-prices.jsonl.gz");

	private static final PriceCatalog CORRECTED = new CorrectedPrices(FILE);

	private BundledPrices() {
	}

	/**
	 * The prices, with our corrections of them and what is published of service tiers.
	 * Read by the first call.
	 * @return the catalog
	 * @throws IllegalStateException if the library is incomplete
	 */
	public static PriceCatalog catalog() {
		return CORRECTED;
	}

	/**
	 * The prices as genai-prices has them.
	 * @return the file
	 */
	static PriceFile file() {
		return FILE;
	}

	static PriceFile read(String resource) {
		try (InputStream compressed = OwnFiles.read(resource)) {
			return PriceFile.ofLines(new GZIPInputStream(compressed).readAllBytes(), "bundled");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The library is damaged: " + resource + " cannot be read", ex);
		}
	}

}
