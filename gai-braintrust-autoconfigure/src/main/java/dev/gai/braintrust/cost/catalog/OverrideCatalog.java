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
import org.jspecify.annotations.Nullable;

/**
 * The prices that the application states itself. One that names the provider wins over
 * one that does not. Immutable and thread-safe.
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
			if (entries.stream().anyMatch((entry) -> Objects.equals(entry.provider(), provider))) {
				throw new IllegalArgumentException("Two price overrides of " + override.model()
						+ ((provider != null) ? " at " + provider : " without a provider"));
			}
			entries.add(new Entry(provider, price));
		}
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, Instant at) {
		List<Entry> entries = this.byModel.get(normal(model));
		if (entries == null) {
			return Optional.empty();
		}
		String wanted = canonical(provider);
		Entry any = null;
		for (Entry entry : entries) {
			if (Objects.equals(entry.provider(), wanted)) {
				return Optional.of(entry.price());
			}
			if (entry.provider() == null) {
				any = entry;
			}
		}
		// A call without a provider is priced by the model; two candidates would be a
		// guess.
		if (any == null && wanted == null && entries.size() == 1) {
			any = entries.get(0);
		}
		return (any != null) ? Optional.of(any.price()) : Optional.empty();
	}

	private static String normal(String model) {
		return model.strip().toLowerCase(Locale.ROOT);
	}

	private static @Nullable String canonical(@Nullable String provider) {
		return (provider == null || provider.isBlank()) ? null : ProviderNames.canonical(provider);
	}

	private record Entry(@Nullable String provider, ModelPrice price) {

	}

}
