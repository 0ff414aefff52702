package dev.gai.braintrust.cost.catalog;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The corrections that come with this library, each with its source and its reason. They
 * are read when prices are first asked for.
 */
final class PriceCorrections {

	static final List<PriceCorrection> ALL = read(OwnFiles.read("price-corrections.json"));

	private PriceCorrections() {
	}

	static List<PriceCorrection> read(InputStream json) {
		Map<?, ?> file = JsonTree.map(JsonTree.read(json), "the file");
		String source = "correction@" + JsonTree.text(file.get("checked"), "checked");
		Set<String> unknownUnits = ConcurrentHashMap.newKeySet();
		PriceListReader prices = new PriceListReader(source, unknownUnits);
		List<PriceCorrection> corrections = new ArrayList<>();
		for (Object node : JsonTree.list(file.get("corrections"), "corrections")) {
			corrections.add(correction(JsonTree.map(node, "a correction"), prices));
		}
		return List.copyOf(corrections);
	}

	private static PriceCorrection correction(Map<?, ?> node, PriceListReader prices) {
		String provider = JsonTree.text(node.get("provider"), "provider");
		String id = JsonTree.text(node.get("id"), "id");
		NameRule match = NameRuleReader.read(node.get("match"));
		List<DatedPrice> right = prices(node.get("prices"), provider, id, prices);
		Object start = node.get("start");
		return new PriceCorrection(provider, id, match,
				(start != null) ? Instant.parse(JsonTree.text(start, "start")) : null,
				prices(node.get("upstream"), provider, id, prices),
				(right != null) ? new PricedModel(id, match, right) : null, JsonTree.text(node.get("source"), "source"),
				JsonTree.text(node.get("reason"), "reason"));
	}

	private static @Nullable List<DatedPrice> prices(@Nullable Object node, String provider, String id,
			PriceListReader prices) {
		return (node != null) ? prices.read(node, provider, id) : null;
	}

}
