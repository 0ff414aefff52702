package dev.gai.braintrust.cost.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Finds provider and model in the price data, by the rules of the data. */
final class ModelSearch {

	/** A gateway that puts the provider before the model. */
	private static final String GATEWAY = "litellm";

	private final Map<String, PriceProvider> providers = new LinkedHashMap<>();

	ModelSearch(List<PriceProvider> providers) {
		for (PriceProvider provider : providers) {
			this.providers.put(provider.id(), provider);
		}
	}

	@Nullable Match find(@Nullable String providerName, String modelName) {
		String model = modelName.strip().toLowerCase(Locale.ROOT);
		PriceProvider provider = null;
		if (providerName == null || providerName.isBlank()) {
			provider = owner(model);
		}
		else {
			String name = ProviderNames.canonical(providerName);
			int slash = name.equals(GATEWAY) ? model.indexOf('/') : -1;
			if (slash > 0) {
				provider = provider(ProviderNames.canonical(model.substring(0, slash)));
			}
			if (provider != null) {
				model = model.substring(slash + 1);
			}
			else {
				provider = provider(name);
				if (provider == null && name.equals(GATEWAY)) {
					provider = owner(model);
				}
			}
		}
		if (provider == null || model.isEmpty()) {
			return null;
		}
		PricedModel found = find(provider, model);
		if (found == null) {
			String hyphenated = CompactDate.hyphenate(model);
			found = hyphenated.equals(model) ? null : find(provider, hyphenated);
		}
		return new Match(provider, model, found);
	}

	private @Nullable PricedModel find(PriceProvider provider, String model) {
		PricedModel found = provider.find(model);
		for (int i = 0; i < provider.fallbacks().size() && found == null; i++) {
			PriceProvider fallback = this.providers.get(provider.fallbacks().get(i));
			found = (fallback != null) ? fallback.find(model) : null;
		}
		return found;
	}

	private @Nullable PriceProvider provider(String name) {
		PriceProvider exact = this.providers.get(name);
		if (exact != null) {
			return exact;
		}
		for (PriceProvider provider : this.providers.values()) {
			if (provider.isCalled(name)) {
				return provider;
			}
		}
		return null;
	}

	private @Nullable PriceProvider owner(String model) {
		for (PriceProvider provider : this.providers.values()) {
			if (provider.owns(model)) {
				return provider;
			}
		}
		return null;
	}

	/**
	 * What a search found: the provider, and its model if it is in the data.
	 */
	record Match(PriceProvider provider, String name, @Nullable PricedModel model) {

	}

}
