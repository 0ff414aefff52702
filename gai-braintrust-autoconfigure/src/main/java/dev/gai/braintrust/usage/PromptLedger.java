package dev.gai.braintrust.usage;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.guard.BoundedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the calls that were made with each version of a prompt have used, how they were
 * scored, and what users thought of them. Thread-safe.
 */
final class PromptLedger {

	private static final String PROMPT = "prompt";

	private static final int MAX_SCORES = 20;

	/** Feedback on spans before these counts for no prompt. */
	private static final int MAX_ANSWERS = 20_000;

	private final BoundedKeys<Key, Quality> prompts;

	private final BoundedMap<String, Answer> answers = new BoundedMap<>(MAX_ANSWERS);

	private final Function<@Nullable String, String> names;

	PromptLedger(int maxKeys, Function<@Nullable String, String> names) {
		this.names = names;
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
			this.prompts.get(key).scores.get(this.names.apply(name)).add(value);
		}
	}

	void answered(Map<String, Object> metadata, List<String> spanIds) {
		Key key = key(metadata);
		if (key == null) {
			return;
		}
		synchronized (this.answers) {
			for (String spanId : spanIds) {
				Answer answer = this.answers.get(spanId);
				if (answer == null) {
					answer = new Answer();
					this.answers.put(spanId, answer);
				}
				answer.madeWith(key);
			}
		}
	}

	void feedback(String spanId, String name, double value) {
		Answer answer = this.answers.get(spanId);
		if (answer != null) {
			answer.rate(this.names.apply(name), value);
		}
	}

	private @Nullable Key key(Map<String, Object> metadata) {
		if (!(metadata.get(PROMPT) instanceof Map<?, ?> prompt) || !(prompt.get("slug") instanceof String slug)) {
			return null;
		}
		Object version = prompt.get("version");
		return new Key(this.names.apply(slug), this.names.apply((version != null) ? version.toString() : null));
	}

	List<UsageReport.PromptUsage> report(long now) {
		return this.prompts.view((quality) -> quality)
			.entrySet()
			.stream()
			.map((entry) -> new UsageReport.PromptUsage(entry.getKey().slug(), entry.getKey().version(),
					entry.getValue().account.windows(now), Quality.report(entry.getValue().scores),
					Quality.report(entry.getValue().feedback)))
			.sorted(UsageReport.PromptUsage.ORDER)
			.toList();
	}

	private record Key(String slug, String version) {

	}

	/** The prompts that a span was answered with, and what was said of it. */
	private final class Answer {

		private final Set<Key> keys = new LinkedHashSet<>(2);

		private final Map<String, Double> said = new HashMap<>(2);

		synchronized void madeWith(Key key) {
			if (this.keys.size() < MAX_SCORES && this.keys.add(key)) {
				this.said.forEach((name, value) -> scores(key, name).add(value));
			}
		}

		synchronized void rate(String name, double value) {
			if (this.said.size() >= MAX_SCORES && !this.said.containsKey(name)) {
				return;
			}
			Double before = this.said.put(name, value);
			for (Key key : this.keys) {
				Scores scores = scores(key, name);
				if (before != null) {
					scores.remove(before);
				}
				scores.add(value);
			}
		}

		private Scores scores(Key key, String name) {
			return PromptLedger.this.prompts.get(key).feedback.get(name);
		}

	}

	/** The sums of one version. */
	private static final class Quality {

		private final Account account = new Account();

		private final BoundedKeys<String, Scores> scores = scores();

		private final BoundedKeys<String, Scores> feedback = scores();

		private static BoundedKeys<String, Scores> scores() {
			return new BoundedKeys<>(MAX_SCORES, UsageLedger.OTHER, (name) -> new Scores());
		}

		static Map<String, UsageReport.ScoreUsage> report(BoundedKeys<String, Scores> scores) {
			return new TreeMap<>(scores.view(Scores::report));
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

		synchronized void remove(double value) {
			this.count--;
			this.sum -= value;
		}

		synchronized UsageReport.ScoreUsage report() {
			return new UsageReport.ScoreUsage(this.count, (this.count > 0) ? this.sum / this.count : 0);
		}

	}

}
