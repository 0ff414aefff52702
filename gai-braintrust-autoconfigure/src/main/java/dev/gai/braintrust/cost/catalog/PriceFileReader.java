package dev.gai.braintrust.cost.catalog;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** Reads and checks a whole price file: one wrong entry, and nothing of it is taken. */
final class PriceFileReader {

	private final String source;

	private final PriceListReader prices;

	private final Set<String> ignoredUnits = ConcurrentHashMap.newKeySet();

	private PriceFileReader(String source) {
		this.source = source;
		this.prices = new PriceListReader(source, this.ignoredUnits);
	}

	static PriceFileContent read(InputStream json, String origin) {
		Object root = JsonTree.read(json);
		PriceFileContent content = (root instanceof Map<?, ?> file)
				? new PriceFileReader(source(file, origin)).providers(file.get("providers"), null)
				: new PriceFileReader(origin).providers(root, null);
		if (content.providers().stream().allMatch((provider) -> provider.models().get().isEmpty())) {
			throw new IllegalArgumentException("There is no model in the whole file");
		}
		return content;
	}

	static PriceFileContent readLines(byte[] lines, String origin) {
		PriceFileLines rest = new PriceFileLines(lines);
		Map<?, ?> header = JsonTree.map(JsonTree.read(rest.next().open()), "the first line");
		return new PriceFileReader(source(header, origin)).providers(header.get("providers"), rest);
	}

	private static String source(Map<?, ?> file, String origin) {
		return origin + ":" + JsonTree.text(file.get("name"), "name") + "@"
				+ JsonTree.text(file.get("version"), "version");
	}

	private PriceFileContent providers(@Nullable Object list, @Nullable PriceFileLines modelLines) {
		List<PriceProvider> providers = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (Object node : JsonTree.list(list, "providers")) {
			PriceProvider provider = provider(JsonTree.map(node, "a provider"), modelLines);
			if (!ids.add(provider.id())) {
				throw new IllegalArgumentException("Provider " + provider.id() + " is there twice");
			}
			providers.add(provider);
		}
		return new PriceFileContent(this.source, List.copyOf(providers), this.ignoredUnits);
	}

	private PriceProvider provider(Map<?, ?> node, @Nullable PriceFileLines modelLines) {
		String id = JsonTree.text(node.get("id"), "id of a provider");
		try {
			List<String> fallbacks = new ArrayList<>();
			Object fallbackNode = node.get("fallback_model_providers");
			if (fallbackNode != null) {
				for (Object fallback : JsonTree.list(fallbackNode, "fallback_model_providers")) {
					fallbacks.add(JsonTree.text(fallback, "fallback_model_providers"));
				}
			}
			return new PriceProvider(id, clause(node.get("provider_match")), clause(node.get("model_match")), fallbacks,
					(modelLines != null) ? later(id, modelLines.next())
							: new ModelList(models(id, node.get("models"))));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Provider " + id + ": " + ex.getMessage(), ex);
		}
	}

	private ModelList later(String provider, PriceFileLines.Line line) {
		return new ModelList(() -> models(provider, JsonTree.read(line.open())));
	}

	private List<PricedModel> models(String provider, @Nullable Object list) {
		List<PricedModel> models = new ArrayList<>();
		for (Object model : JsonTree.list(list, "models")) {
			models.add(model(provider, JsonTree.map(model, "a model")));
		}
		return models;
	}

	private PricedModel model(String provider, Map<?, ?> node) {
		String id = JsonTree.text(node.get("id"), "id of a model");
		try {
			return new PricedModel(id, NameRuleReader.read(node.get("match")),
					this.prices.read(node.get("prices"), provider, id));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("model " + id + ": " + ex.getMessage(), ex);
		}
	}

	private static @Nullable NameRule clause(@Nullable Object node) {
		return (node != null) ? NameRuleReader.read(node) : null;
	}

}
