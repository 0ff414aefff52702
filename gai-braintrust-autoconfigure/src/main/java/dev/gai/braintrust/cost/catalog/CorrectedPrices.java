package dev.gai.braintrust.cost.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.cost.ServiceTerms;

import org.jspecify.annotations.Nullable;

/**
 * The prices of a file, with what we know better, and with what providers publish for
 * terms that are not the usual ones. Thread-safe.
 */
final class CorrectedPrices implements PriceCatalog {

	/** Resource names of Google and AWS, which contain the name of the model. */
	private static final Pattern RESOURCE = Pattern.compile(
			"(?:(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/[^/]+/)?models/|arn:[^/]+:foundation-model/)(.+)",
			Pattern.CASE_INSENSITIVE);

	/** Where Vertex AI runs a model, if that is not everywhere. */
	private static final Pattern REGIONAL = Pattern.compile("projects/[^/]+/locations/(?!global/)[^/]+/publishers/.+",
			Pattern.CASE_INSENSITIVE);

	/** How Vertex AI's endpoint that imitates OpenAI's names Gemini. */
	private static final Pattern GEMINI = Pattern.compile("google/(gemini.+)", Pattern.CASE_INSENSITIVE);

	private final PriceFile file;

	private final List<PriceCorrection> corrections;

	private final ServiceTiers tiers;

	private final RecentMap<ModelName, Optional<Known>> names = new RecentMap<>(ModelName.MAX_REMEMBERED);

	CorrectedPrices(PriceFile file) {
		this(file, PriceCorrections.ALL, ServiceTiers.PUBLISHED);
	}

	CorrectedPrices(PriceFile file, List<PriceCorrection> corrections, ServiceTiers tiers) {
		this.file = file;
		this.corrections = corrections;
		this.tiers = tiers;
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, Instant at) {
		return price(provider, model, ServiceTerms.USUAL, at);
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, ServiceTerms terms, Instant at) {
		Known known = known(provider, model);
		if (known == null) {
			return Optional.empty();
		}
		ModelSearch.Match match = known.match();
		PricedModel found = known.corrected(at);
		if (found == null) {
			return Optional.empty();
		}
		ModelPrice price = found.at(at);
		if (price.rates().isEmpty() && found != match.model()) {
			return Optional.empty();
		}
		if (known.regional()) {
			price = this.tiers.inRegion(match.provider().id(), found.id(), price);
		}
		return terms.areUsual() ? Optional.of(price)
				: this.tiers.apply(match.provider().id(), found.id(), price, terms);
	}

	private @Nullable Known known(@Nullable String provider, String model) {
		ModelName asked = new ModelName(provider, model);
		return asked.isUsual() ? this.names.get(asked, this::search).orElse(null) : search(asked).orElse(null);
	}

	private Optional<Known> search(ModelName asked) {
		return this.file.match(asked.provider(), plainName(asked.provider(), asked.model()))
			.map((match) -> new Known(match,
					this.corrections.stream().filter((correction) -> correction.concerns(match)).toList(),
					REGIONAL.matcher(asked.model().strip()).matches()));
	}

	private static String plainName(@Nullable String provider, String model) {
		if (model.indexOf('/') < 0) {
			return model;
		}
		Matcher resource = RESOURCE.matcher(model.strip());
		if (resource.matches()) {
			return resource.group(1);
		}
		Matcher gemini = GEMINI.matcher(model.strip());
		boolean google = provider != null && ProviderNames.canonical(provider).equals("google");
		return (google && gemini.matches()) ? gemini.group(1) : model;
	}

	/**
	 * What is known of a name, whatever the time.
	 *
	 * @param match the model of the file
	 * @param corrections those of this model, of which one may hold
	 * @param regional whether the name says a region that has prices of its own
	 */
	private record Known(ModelSearch.Match match, List<PriceCorrection> corrections, boolean regional) {

		@Nullable PricedModel corrected(Instant at) {
			for (PriceCorrection correction : this.corrections) {
				if (correction.holds(at) && correction.isNeeded(this.match.model())) {
					return correction.model();
				}
			}
			return this.match.model();
		}

	}

}
