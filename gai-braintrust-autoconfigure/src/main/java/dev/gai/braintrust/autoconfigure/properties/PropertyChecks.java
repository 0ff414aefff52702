package dev.gai.braintrust.autoconfigure.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.gai.braintrust.content.masking.MaskedKind;
import dev.gai.braintrust.delivery.spool.SpoolOwner;

import org.springframework.util.unit.DataSize;

/**
 * Checks of single values.
 *
 * @since 0.1.0
 */
public final class PropertyChecks {

	private static final long BRAINTRUST_LIMIT = DataSize.ofMegabytes(10).toBytes();

	private static final Duration MAX_TIME = Duration.ofDays(365);

	private static final long SMALLEST_SPOOL = DataSize.ofMegabytes(1).toBytes();

	private PropertyChecks() {
	}

	/**
	 * Checks every value.
	 * @param properties what is set
	 */
	public static void check(BraintrustProperties properties) {
		SamplingChecks.check(properties.sampling());
		BraintrustProperties.Export export = properties.export();
		positive("gai.braintrust.export.schedule-delay", export.scheduleDelay());
		positive("gai.braintrust.export.timeout", export.timeout());
		positive("gai.braintrust.export.retry.initial-delay", export.retry().initialDelay());
		positive("gai.braintrust.export.retry.max-delay", export.retry().maxDelay());
		require(!export.shutdownTimeout().isNegative() && export.shutdownTimeout().compareTo(MAX_TIME) <= 0,
				"gai.braintrust.export.shutdown-timeout", "is negative or longer than a year",
				"Write a duration, for example 5s.");
		positive("gai.braintrust.export.max-batch-size", export.maxBatchSize());
		positive("gai.braintrust.export.max-queue-size", export.maxQueueSize());
		long request = export.maxRequestSize().toBytes();
		require(request > 0 && request < BRAINTRUST_LIMIT, "gai.braintrust.export.max-request-size",
				"is not between 1 byte and 10 MB, above which Braintrust refuses requests",
				"Write a size below 10 MB, for example 8MB.");
		require(export.spool().maxSize().toBytes() >= SMALLEST_SPOOL, "gai.braintrust.export.spool.max-size",
				"is below 1 MB", "Write a size of 1 MB or more, for example 256MB.");
		positive("gai.braintrust.export.spool.max-age", export.spool().maxAge());
		require(export.spool().adoptFrom().stream().allMatch(SpoolOwner::isFingerprint),
				"gai.braintrust.export.spool.adopt-from", "is not a fingerprint of an API key",
				"Write the 16 hexadecimal digits that the log shows, not the key itself, or unmarked.");
		export.proxy().check();
		BraintrustProperties.Content content = properties.content();
		size("gai.braintrust.content.max-field-size", content.maxFieldSize(), 1024, request);
		size("gai.braintrust.content.max-span-size", content.maxSpanSize(), 1024, request);
		positive("gai.braintrust.health.failure-threshold", properties.health().failureThreshold());
		positive("gai.braintrust.health.max-staleness", properties.health().maxStaleness());
		require(properties.health().dropThreshold() >= 0, "gai.braintrust.health.drop-threshold", "is negative",
				"Write a number of spans, for example 0.");
		patterns(content.masking());
		builtins(content.masking());
		CostChecks.check(properties);
		properties.prompts().check();
		properties.feedback().check();
		properties.context().check();
		properties.scoring().check();
		require(properties.console().path().matches("(/[A-Za-z0-9._~-]+)+"), "gai.braintrust.console.path",
				"is not a plain path",
				"Write a path that begins with a slash and does not end with one, for example /gai.");
		positive("gai.braintrust.console.max-traces", properties.console().maxTraces());
	}

	/**
	 * The patterns of what else is masked.
	 * @param masking what is set for masking
	 * @return the patterns, compiled
	 */
	public static List<Pattern> patterns(MaskingProperties masking) {
		List<Pattern> patterns = new ArrayList<>();
		for (String pattern : masking.patterns()) {
			try {
				patterns.add(Pattern.compile(pattern));
			}
			catch (PatternSyntaxException ex) {
				throw new InvalidBraintrustPropertyException(
						"gai.braintrust.content.masking.patterns[" + patterns.size() + "]",
						"is not a regular expression (" + ex.getDescription() + " near index " + ex.getIndex() + ")",
						"Write a regular expression as java.util.regex.Pattern reads it.");
			}
		}
		return patterns;
	}

	/**
	 * The kinds of what is masked without a pattern.
	 * @param masking what is set for masking
	 * @return the kinds, none where masking is off
	 */
	public static Set<MaskedKind> kinds(MaskingProperties masking) {
		return masking.enabled() ? builtins(masking) : Set.of();
	}

	/**
	 * The kinds that are named.
	 * @param masking what is set for masking
	 * @return the kinds
	 */
	public static Set<MaskedKind> builtins(MaskingProperties masking) {
		Set<MaskedKind> kinds = EnumSet.noneOf(MaskedKind.class);
		for (int i = 0; i < masking.builtins().size(); i++) {
			String name = masking.builtins().get(i).toUpperCase(Locale.ROOT);
			List<MaskedKind> named = Arrays.stream(MaskedKind.values())
				.filter((kind) -> kind.name().equals(name))
				.toList();
			require(!named.isEmpty(), "gai.braintrust.content.masking.builtins[" + i + "]",
					"is not a kind of value that can be masked",
					"Write one or more of secrets, cards, emails, phones, ibans.");
			kinds.addAll(named);
		}
		return kinds;
	}

	static void positive(String property, Duration value) {
		require(!value.isNegative() && !value.isZero() && value.compareTo(MAX_TIME) <= 0, property,
				"is not a positive duration of at most a year", "Write a duration, for example 5s.");
	}

	private static void positive(String property, int value) {
		require(value > 0, property, "is not a positive number", "Write a number above zero.");
	}

	private static void size(String property, DataSize value, long from, long to) {
		require(value.toBytes() >= from && value.toBytes() <= to, property,
				"is not between " + from + " bytes and gai.braintrust.export.max-request-size",
				"Write a size in between, for example 256KB.");
	}

	static void require(boolean holds, String property, String problem, String action) {
		if (!holds) {
			throw new InvalidBraintrustPropertyException(property, problem, action);
		}
	}

}
