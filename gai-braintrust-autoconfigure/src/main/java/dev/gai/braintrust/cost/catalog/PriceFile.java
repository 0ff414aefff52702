package dev.gai.braintrust.cost.catalog;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceCatalog;
import org.jspecify.annotations.Nullable;

/**
 * Prices of one file in the format of
 * <a href="https://github.com/pydantic/genai-prices">genai-prices</a>. Immutable and
 * thread-safe.
 */
final class PriceFile implements PriceCatalog {

	private final ModelSearch search;

	private final PriceFileContent content;

	private PriceFile(PriceFileContent content) {
		this.content = content;
		this.search = new ModelSearch(content.providers());
	}

	/**
	 * Reads and checks a whole file: the list of providers, as the project publishes it,
	 * or an object with that list, {@code name} and {@code version}. Does not close the
	 * stream.
	 * @param json the file
	 * @param origin how it got here; becomes the start of {@link Cost#source()}
	 * @return its prices
	 * @throws IllegalArgumentException if it cannot be read or anything in it is wrong;
	 * the message says what and where
	 */
	static PriceFile read(InputStream json, String origin) {
		return new PriceFile(PriceFileReader.read(json, origin));
	}

	/**
	 * The file that comes with this library: its first line has everything but the
	 * models, which follow, a line for each provider, and are read when they are needed.
	 */
	static PriceFile ofLines(byte[] lines, String origin) {
		return new PriceFile(PriceFileReader.readLines(lines, origin));
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, Instant at) {
		Optional<ModelSearch.Match> match = match(provider, model);
		PricedModel found = match.isPresent() ? match.get().model() : null;
		return (found != null) ? Optional.of(found.at(at)) : Optional.empty();
	}

	/**
	 * Where the prices come from.
	 * @return the origin, and name and version if the file has them
	 */
	String source() {
		return this.content.source();
	}

	/**
	 * How many models have a price.
	 * @return the number
	 */
	int modelCount() {
		int count = 0;
		for (PriceProvider provider : this.content.providers()) {
			count += provider.models().get().size();
		}
		return count;
	}

	/**
	 * Units of the file that this library does not charge for, by their key in the file.
	 * @return the keys
	 */
	Set<String> ignoredUnits() {
		// Counting reads models that nobody has asked for yet.
		return (modelCount() > 0) ? Set.copyOf(this.content.ignoredUnits()) : Set.of();
	}

	/**
	 * Searches all models. {@link CorrectedPrices} remembers what was found.
	 */
	Optional<ModelSearch.Match> match(@Nullable String provider, String model) {
		boolean usual = new ModelName(provider, model).isUsual();
		return usual ? Optional.ofNullable(this.search.find(provider, model)) : Optional.empty();
	}

}
