package dev.gai.braintrust.cost;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and checks a whole price file: one wrong entry, and nothing of it is taken. */
final class PriceFileReader {

	// Prices are decimals: a detour through double would change them.
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final String source;

	private final PriceListReader prices;

	private final Set<String> ignoredUnits = new TreeSet<>();

	private PriceFileReader(String source) {
		this.source = source;
		this.prices = new PriceListReader(source, this.ignoredUnits);
	}

	static PriceFileContent read(InputStream json, String origin) {
		JsonNode root;
		try {
			root = MAPPER.readTree(json);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("Not a price file: " + ex.getOriginalMessage(), ex);
		}
		String source = origin;
		if (root.isObject()) {
			source += ":" + JsonFields.text(root, "name", "file") + "@" + JsonFields.text(root, "version", "file");
			root = root.path("providers");
		}
		return new PriceFileReader(source).providers(root);
	}

	private PriceFileContent providers(JsonNode root) {
		List<PriceProvider> providers = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (JsonNode node : JsonFields.array(root, "providers")) {
			PriceProvider provider = provider(node);
			if (!ids.add(provider.id())) {
				throw new IllegalArgumentException("providers: " + provider.id() + " is there twice");
			}
			providers.add(provider);
		}
		if (providers.stream().allMatch((provider) -> provider.models().isEmpty())) {
			throw new IllegalArgumentException("providers: no model in the whole file");
		}
		return new PriceFileContent(this.source, List.copyOf(providers), Set.copyOf(this.ignoredUnits));
	}

	private PriceProvider provider(JsonNode node) {
		String id = JsonFields.text(node, "id", "provider");
		List<PricedModel> models = new ArrayList<>();
		for (JsonNode model : JsonFields.array(node.path("models"), id + ": models")) {
			String modelId = JsonFields.text(model, "id", id + ": model");
			String where = id + "/" + modelId;
			models.add(new PricedModel(modelId, ClauseReader.read(model.path("match"), where + ": match"),
					this.prices.read(model.path("prices"), modelId, where + ": prices")));
		}
		List<String> fallbacks = new ArrayList<>();
		JsonNode fallbackNode = node.path("fallback_model_providers");
		if (!JsonFields.isAbsent(fallbackNode)) {
			for (JsonNode fallback : JsonFields.array(fallbackNode, id + ": fallback_model_providers")) {
				fallbacks.add(JsonFields.text(fallback, id + ": fallback_model_providers"));
			}
		}
		return new PriceProvider(id, clause(node, "provider_match", id), clause(node, "model_match", id),
				List.copyOf(fallbacks), List.copyOf(models));
	}

	private @Nullable Clause clause(JsonNode provider, String field, String where) {
		JsonNode node = provider.path(field);
		return JsonFields.isAbsent(node) ? null : ClauseReader.read(node, where + ": " + field);
	}

}
