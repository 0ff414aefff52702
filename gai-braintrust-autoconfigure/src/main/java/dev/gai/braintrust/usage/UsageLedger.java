package dev.gai.braintrust.usage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what calls use and cost, whether or not their traces are sampled. It lives in
 * memory and begins with the application. Adding takes no lock; the number of keys is
 * bounded. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class UsageLedger {

	/** Stands for all keys beyond the largest number. */
	public static final String OTHER = "other";

	/** Stands for what a call does not say. */
	public static final String NONE = "none";

	private static final int MAX_KEY_LENGTH = 200;

	private static final int MAX_ERRORS = 50;

	private final InstantSource clock;

	private final UnaryOperator<String> names;

	private final Instant since;

	private final BoundedKeys<ModelKey, Account> models;

	/** Each call is counted for one, so that together they are all calls. */
	private final BoundedKeys<String, Account> providers;

	private final BoundedKeys<String, Account> costCenters;

	private final Map<String, BoundedKeys<String, Account>> metadata = new LinkedHashMap<>();

	private final BoundedKeys<String, LongAdder> errors;

	private final PromptLedger prompts;

	private final BoundedKeys<UnpricedKey, LongAdder> unpriced;

	/**
	 * Creates an empty ledger.
	 * @param metadataKeys keys of metadata by whose values calls are summed up too
	 * @param maxKeys how many keys of each kind are told apart
	 * @param clock tells the time
	 * @param names masks what calls are summed up by, which the report shows
	 */
	public UsageLedger(List<String> metadataKeys, int maxKeys, InstantSource clock, UnaryOperator<String> names) {
		this.clock = clock;
		this.names = names;
		this.since = clock.instant();
		this.models = new BoundedKeys<>(maxKeys, new ModelKey(OTHER, OTHER), (key) -> new Account());
		this.providers = new BoundedKeys<>(maxKeys, OTHER, (key) -> new Account());
		this.costCenters = new BoundedKeys<>(maxKeys, OTHER, (key) -> new Account());
		metadataKeys
			.forEach((name) -> this.metadata.put(name, new BoundedKeys<>(maxKeys, OTHER, (key) -> new Account())));
		this.errors = new BoundedKeys<>(MAX_ERRORS, OTHER, (key) -> new LongAdder());
		this.prompts = new PromptLedger(maxKeys, this::key);
		this.unpriced = new BoundedKeys<>(maxKeys, new UnpricedKey(OTHER, OTHER, OTHER), (key) -> new LongAdder());
	}

	/**
	 * Adds a call.
	 * @param call the call
	 */
	public void add(CompletedCall call) {
		long[] figures = Figure.of(call);
		long now = this.clock.instant().getEpochSecond();
		String provider = key(call.provider());
		String model = key(call.model());
		this.providers.get(provider).add(figures, now);
		this.models.get(new ModelKey(provider, model)).add(figures, now);
		if (call.costCenter() != null) {
			this.costCenters.get(key(call.costCenter())).add(figures, now);
		}
		this.metadata.forEach((name, accounts) -> {
			Object value = call.metadata().get(name);
			if (value != null) {
				accounts.get(key(value.toString())).add(figures, now);
			}
		});
		this.prompts.add(call.metadata(), figures, now);
		if (call.error() != null) {
			this.errors.get(key(call.error())).increment();
		}
		if (call.costUnavailable() != null) {
			this.unpriced.get(new UnpricedKey(provider, key(pricedModel(call)), call.costUnavailable())).increment();
		}
	}

	/**
	 * Adds a score of a call to the version of the prompt that it was made with.
	 * @param metadata metadata of the call, which names the prompt if there is one
	 * @param name name of the score
	 * @param value the score, from 0 to 1
	 */
	public void scored(Map<String, Object> metadata, String name, double value) {
		this.prompts.scored(metadata, name, value);
	}

	/**
	 * Remembers for which spans a prompt was used, so that feedback on one of them counts
	 * for its version.
	 * @param metadata metadata of the call, which names the prompt if there is one
	 * @param spanIds the call, and the spans around it whose answer it gives
	 */
	public void answered(Map<String, Object> metadata, List<String> spanIds) {
		this.prompts.answered(metadata, spanIds);
	}

	/**
	 * Adds what a user thinks of a span to the versions of the prompts that were used for
	 * it. Of one who says it again the latest counts.
	 * @param spanId the span
	 * @param name name of the score
	 * @param value the score, from 0 to 1
	 */
	public void feedback(String spanId, String name, double value) {
		this.prompts.feedback(spanId, name, value);
	}

	/**
	 * The sums, now.
	 * @return the sums
	 */
	public UsageReport report() {
		long now = this.clock.instant().getEpochSecond();
		Map<String, Map<String, UsageReport.Windows>> byMetadata = new LinkedHashMap<>();
		this.metadata.forEach((name, accounts) -> byMetadata.put(name, windows(accounts, now)));
		List<UsageReport.ModelUsage> byModel = this.models.view((account) -> account.windows(now))
			.entrySet()
			.stream()
			.map((entry) -> new UsageReport.ModelUsage(entry.getKey().provider(), entry.getKey().model(),
					entry.getValue()))
			.sorted(UsageReport.ModelUsage.ORDER)
			.toList();
		List<UsageReport.UnpricedModel> unpricedModels = this.unpriced.view(LongAdder::sum)
			.entrySet()
			.stream()
			.map((entry) -> new UsageReport.UnpricedModel(entry.getKey().provider(), entry.getKey().model(),
					entry.getKey().reason(), entry.getValue()))
			.sorted(UsageReport.UnpricedModel.ORDER)
			.toList();
		Account.Sums all = new Account.Sums(now);
		this.providers.each(all::add);
		return new UsageReport(this.since, all.windows(), this.errors.view(LongAdder::sum),
				windows(this.providers, now), byModel, windows(this.costCenters, now), byMetadata,
				this.prompts.report(now), unpricedModels);
	}

	private static Map<String, UsageReport.Windows> windows(BoundedKeys<String, Account> accounts, long now) {
		return accounts.view((account) -> account.windows(now));
	}

	/** The model whose price was looked for. */
	private static @Nullable String pricedModel(CompletedCall call) {
		return (call.responseModel() != null) ? call.responseModel() : call.model();
	}

	private String key(@Nullable String text) {
		String key = Objects.requireNonNullElse(text, NONE).strip();
		String shown = key.isEmpty() ? NONE : this.names.apply(key);
		return (shown.length() > MAX_KEY_LENGTH) ? shown.substring(0, MAX_KEY_LENGTH) : shown;
	}

	private record ModelKey(String provider, String model) {

	}

	private record UnpricedKey(String provider, String model, String reason) {

	}

}
