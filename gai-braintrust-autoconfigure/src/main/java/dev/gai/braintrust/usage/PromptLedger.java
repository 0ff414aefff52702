package dev.gai.braintrust.usage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gai.braintrust.guard.BoundedKeys;
import org.jspecify.annotations.Nullable;

/**
 * What the calls that were made with each version of a prompt have used, and how they
 * were scored. Thread-safe.
 */
final class PromptLedger {

	private static final String PROMPT = "prompt";

	private static final int MAX_SCORES = 20;

	private final BoundedKeys<Key, Quality> prompts;

	PromptLedger(int maxKeys) {
		this.prompts = new BoundedKeys<>(maxKeys, new Key(UsageLedger.OTHER, UsageLedger.OTHER),
				(key) -> new Quality());
	}

	void add(Map<String, Object> metadata, long[] figures, long now) {
		Key key = key(metadata);
		if (key != null) {
			this.prompts.get(key).account.add(figures, now);
		}
	}

	void scored(Map<String, Object> metadata, String name, double value) {
		Key key = key(metadata);
		if (key != null) {
			this.prompts.get(key).scores.get(UsageLedger.key(name)).add(value);
		}
	}

	private static @Nullable Key key(Map<String, Object> metadata) {
		if (!(metadata.get(PROMPT) instanceof Map<?, ?> prompt) || !(prompt.get("slug") instanceof String slug)) {
			return null;
		}
		Object version = prompt.get("version");
		return new Key(UsageLedger.key(slug), UsageLedger.key((version != null) ? version.toString() : null));
	}

	List<UsageReport.PromptUsage> report(long now) {
		return this.prompts.view((quality) -> quality)
			.entrySet()
			.stream()
			.map((entry) -> new UsageReport.PromptUsage(entry.getKey().slug(), entry.getKey().version(),
					entry.getValue().account.windows(now), entry.getValue().scores()))
			.sorted(UsageReport.PromptUsage.ORDER)
			.toList();
	}

	private record Key(String slug, String version) {

	}

	/** The sums of one version. */
	private static final class Quality {

		private final Account account = new Account();

		private final BoundedKeys<String, Scores> scores = new BoundedKeys<>(MAX_SCORES, UsageLedger.OTHER,
				(name) -> new Scores());

		Map<String, UsageReport.ScoreUsage> scores() {
			return new TreeMap<>(this.scores.view(Scores::report));
		}

	}

	/** The scores of one name. */
	private static final class Scores {

		private long count;

		private double sum;

		synchronized void add(double value) {
			this.count++;
			this.sum += value;
		}

		synchronized UsageReport.ScoreUsage report() {
			return new UsageReport.ScoreUsage(this.count, (this.count > 0) ? this.sum / this.count : 0);
		}

	}

}
