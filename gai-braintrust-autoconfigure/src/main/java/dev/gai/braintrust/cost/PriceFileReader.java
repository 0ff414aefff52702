package dev.gai.braintrust.cost;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/** Reads and checks a whole price file: one wrong entry, and nothing of it is taken. */
final class PriceFileReader {

	private final String source;

	private final PriceListReader prices;

	private final Set<String> ignoredUnits = new TreeSet<>();

	private PriceFileReader(String source) {
		this.source = source;
		this.prices = new PriceListReader(source, this.ignoredUnits);
	}

	static PriceFileContent read(InputStream json, String origin) {
		Object root = JsonTree.read(json);
		if (root instanceof Map<?, ?> file) {
			String source = origin + ":" + JsonTree.text(file.get("name"), "name") + "@"
					+ JsonTree.text(file.get("version"), "version");
			return new PriceFileReader(source).providers(file.get("providers"));
		}
		return new PriceFileReader(origin).providers(root);
	}

	private PriceFileContent providers(@Nullable Object list) {
		List<PriceProvider> providers = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		boolean empty = true;
		for (Object node : JsonTree.list(list, "providers")) {
			PriceProvider provider = provider(JsonTree.map(node, "a provider"));
			if (!ids.add(provider.id())) {
				throw new IllegalArgumentException("Provider " + provider.id() + " is there twice");
			}
			empty &= provider.models().isEmpty();
			providers.add(provider);
		}
		if (empty) {
			throw new IllegalArgumentException("There is no model in the whole file");
		}
		return new PriceFileContent(this.source, List.copyOf(providers), this.ignoredUnits);
	}

	private PriceProvider provider(Map<?, ?> node) {
		String id = JsonTree.text(node.get("id"), "id of a provider");
		try {
			List<PricedModel> models = new ArrayList<>();
			for (Object model : JsonTree.list(node.get("models"), "models")) {
				models.add(model(JsonTree.map(model, "a model")));
			}
			List<String> fallbacks = new ArrayList<>();
			Object fallbackNode = node.get("fallback_model_providers");
			if (fallbackNode != null) {
				for (Object fallback : JsonTree.list(fallbackNode, "fallback_model_providers")) {
					fallbacks.add(JsonTree.text(fallback, "fallback_model_providers"));
				}
			}
			return new PriceProvider(id, clause(node.get("provider_match")), clause(node.get("model_match")), fallbacks,
					models);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Provider " + id + ": " + ex.getMessage(), ex);
		}
	}

	private PricedModel model(Map<?, ?> node) {
		String id = JsonTree.text(node.get("id"), "id of a model");
		try {
			return new PricedModel(id, ClauseReader.read(node.get("match")), this.prices.read(node.get("prices"), id));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("model " + id + ": " + ex.getMessage(), ex);
		}
	}

	private static @Nullable Clause clause(@Nullable Object node) {
		return (node != null) ? ClauseReader.read(node) : null;
	}

}
