package dev.gai.braintrust.cost;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Prices of one file in the format of
 * <a href="https://github.com/pydantic/genai-prices">genai-prices</a>, read and checked
 * as a whole. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class PriceFile implements PriceCatalog {

	/** Longer names are not looked up: no model has one, and they come from outside. */
	private static final int MAX_NAME_LENGTH = 200;

	private static final int MAX_MATCHES = 2048;

	private final ModelSearch search;

	private final PriceFileContent content;

	private final MatchCache<Optional<ModelSearch.Match>> matches = new MatchCache<>(MAX_MATCHES);

	private PriceFile(PriceFileContent content) {
		this.content = content;
		this.search = new ModelSearch(content.providers());
	}

	/**
	 * Reads a file: the list of providers, as the project publishes it, or that list with
	 * name and version, as it comes with this library. Does not close the stream.
	 * @param json the file
	 * @param origin how it got here; becomes the start of {@link Cost#source()}
	 * @return its prices
	 * @throws IllegalArgumentException if it cannot be read or anything in it is wrong;
	 * the message says what and where
	 */
	public static PriceFile read(InputStream json, String origin) {
		return new PriceFile(PriceFileReader.read(json, origin));
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, Instant at) {
		Optional<ModelSearch.Match> match = match(provider, model);
		return match.isPresent() ? Optional.of(match.get().model().at(at)) : Optional.empty();
	}

	/**
	 * Where the prices come from.
	 * @return the origin, and name and version if the file has them
	 */
	public String source() {
		return this.content.source();
	}

	/**
	 * How many models have a price.
	 * @return the number
	 */
	public int modelCount() {
		return this.content.providers().stream().map(PriceProvider::models).mapToInt(List::size).sum();
	}

	/**
	 * Units of the file that this library does not charge for, by their key in the file.
	 * @return the keys
	 */
	public Set<String> ignoredUnits() {
		return Set.copyOf(this.content.ignoredUnits());
	}

	Optional<ModelSearch.Match> match(@Nullable String provider, String model) {
		if (model.length() > MAX_NAME_LENGTH || (provider != null && provider.length() > MAX_NAME_LENGTH)) {
			return Optional.empty();
		}
		return this.matches.get(provider, model, () -> Optional.ofNullable(this.search.find(provider, model)));
	}

}
