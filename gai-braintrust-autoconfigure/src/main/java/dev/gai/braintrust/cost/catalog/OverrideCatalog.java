package dev.gai.braintrust.cost.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.cost.ServiceTerms;
import org.jspecify.annotations.Nullable;

/**
 * The prices that the application states itself. One that names the provider wins over
 * one that does not, and one that names the service tier over one that is for every tier.
 * Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class OverrideCatalog implements PriceCatalog {

	private final Map<String, List<Entry>> byModel = new HashMap<>();

	/**
	 * Creates a catalog of overrides.
	 * @param overrides the prices
	 * @throws IllegalArgumentException if one is wrong or two are for the same model
	 */
	public OverrideCatalog(List<PriceOverride> overrides) {
		for (PriceOverride override : overrides) {
			ModelPrice price = override.toPrice();
			String provider = canonical(override.provider());
			List<Entry> entries = this.byModel.computeIfAbsent(normal(override.model()), (model) -> new ArrayList<>());
			String tier = override.tier();
			Entry entry = new Entry(provider, tier == null, new ServiceTerms(tier, null, null).tier(), price);
			if (entries.stream().anyMatch(entry::isForTheSame)) {
				throw new IllegalArgumentException("Two price overrides of " + override.model()
						+ ((provider != null) ? " at " + provider : " without a provider")
						+ ((tier != null) ? " for tier " + tier : ""));
			}
			entries.add(entry);
		}
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, Instant at) {
		return price(provider, model, ServiceTerms.USUAL, at);
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, ServiceTerms terms, Instant at) {
		List<Entry> entries = this.byModel.isEmpty() ? null : this.byModel.get(normal(model));
		if (entries == null) {
			return Optional.empty();
		}
		Entry found = find(entries.stream().filter((entry) -> entry.isForTier(terms.tier())).toList(), provider);
		if (found == null) {
			found = find(entries.stream().filter(Entry::anyTier).toList(), provider);
		}
		return (found != null) ? Optional.of(found.price()) : Optional.empty();
	}

	private static @Nullable Entry find(List<Entry> entries, @Nullable String provider) {
		String wanted = canonical(provider);
		Entry any = null;
		for (Entry entry : entries) {
			if (Objects.equals(entry.provider(), wanted)) {
				return entry;
			}
			if (entry.provider() == null) {
				any = entry;
			}
		}
		// A call without a provider is priced by the model; two candidates would be a
		// guess.
		return (any == null && wanted == null && entries.size() == 1) ? entries.get(0) : any;
	}

	private static String normal(String model) {
		return model.strip().toLowerCase(Locale.ROOT);
	}

	private static @Nullable String canonical(@Nullable String provider) {
		return (provider == null || provider.isBlank()) ? null : ProviderNames.canonical(provider);
	}

	private record Entry(@Nullable String provider, boolean anyTier, @Nullable String tier, ModelPrice price) {

		boolean isForTier(@Nullable String wanted) {
			return !this.anyTier && Objects.equals(this.tier, wanted);
		}

		boolean isForTheSame(Entry other) {
			return Objects.equals(this.provider, other.provider) && this.anyTier == other.anyTier
					&& Objects.equals(this.tier, other.tier);
		}

	}

}
