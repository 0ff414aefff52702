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
		ModelSearch.Match match = this.file.match(provider, plainName(provider, model)).orElse(null);
		if (match == null) {
			return Optional.empty();
		}
		PricedModel found = corrected(match, at);
		if (found == null) {
			return Optional.empty();
		}
		ModelPrice price = found.at(at);
		if (price.rates().isEmpty() && found != match.model()) {
			return Optional.empty();
		}
		if (REGIONAL.matcher(model.strip()).matches()) {
			price = this.tiers.inRegion(match.provider().id(), found.id(), price);
		}
		return terms.areUsual() ? Optional.of(price)
				: this.tiers.apply(match.provider().id(), found.id(), price, terms);
	}

	private @Nullable PricedModel corrected(ModelSearch.Match match, Instant at) {
		for (PriceCorrection correction : this.corrections) {
			if (correction.concerns(match) && correction.holds(at) && correction.isNeeded(match.model())) {
				return correction.model();
			}
		}
		return match.model();
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

}
