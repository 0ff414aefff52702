package dev.gai.braintrust.autoconfigure.properties;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gai.braintrust.network.HttpProxy;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.sampling.SamplingRule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * The settings that tell an operator why spans come or do not, named and written as in
 * the configuration. Never the key.
 */
@Internal
public final class ShownSettings {

	private ShownSettings() {
	}

	/**
	 * The settings that matter for what is sent.
	 * @param properties the settings
	 * @return the settings by name
	 */
	public static Map<String, Object> of(BraintrustProperties properties) {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("sampling", sampling(properties.sampling()));
		settings.put("export", export(properties.export()));
		return settings;
	}

	private static Map<String, Object> sampling(BraintrustProperties.Sampling sampling) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("ratio", sampling.ratio());
		BraintrustProperties.Keep keep = sampling.keep();
		Map<String, Object> kept = new LinkedHashMap<>();
		kept.put("errors", keep.errors());
		put(kept, "slowerThan", (keep.slowerThan() != null) ? text(keep.slowerThan()) : null);
		put(kept, "costlierThan", keep.costlierThan());
		kept.put("retried", keep.retried());
		kept.put("feedback", keep.feedback());
		shown.put("keep", kept);
		shown.put("rules", sampling.rules().stream().map(ShownSettings::rule).toList());
		return shown;
	}

	private static Map<String, Object> rule(SamplingRule rule) {
		Map<String, Object> shown = new LinkedHashMap<>();
		put(shown, "provider", rule.provider());
		put(shown, "model", rule.model());
		put(shown, "name", rule.name());
		put(shown, "ratio", rule.ratio());
		return shown;
	}

	private static void put(Map<String, Object> shown, String name, @Nullable Object value) {
		if (value != null) {
			shown.put(name, value);
		}
	}

	private static Map<String, Object> export(BraintrustProperties.Export export) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("scheduleDelay", text(export.scheduleDelay()));
		shown.put("maxBatchSize", export.maxBatchSize());
		shown.put("maxRequestSize", text(export.maxRequestSize()));
		shown.put("maxQueueSize", export.maxQueueSize());
		shown.put("timeout", text(export.timeout()));
		shown.put("compression", text(export.compression()));
		shown.put("shutdownTimeout", text(export.shutdownTimeout()));
		shown.put("aiOnly", export.aiOnly());
		Map<String, Object> retry = new LinkedHashMap<>();
		retry.put("initialDelay", text(export.retry().initialDelay()));
		retry.put("maxDelay", text(export.retry().maxDelay()));
		shown.put("retry", retry);
		Map<String, Object> spool = new LinkedHashMap<>();
		spool.put("enabled", export.spool().enabled());
		spool.put("mode", text(export.spool().mode()));
		spool.put("maxSize", text(export.spool().maxSize()));
		spool.put("maxAge", text(export.spool().maxAge()));
		spool.put("fsync", export.spool().fsync());
		spool.put("adoptFrom", export.spool().adoptFrom());
		spool.put("allowGroup", export.spool().allowGroup());
		spool.put("allowOthers", export.spool().allowOthers());
		shown.put("spool", spool);
		put(shown, "sslBundle", export.ssl().bundle());
		HttpProxy proxy = export.proxy().proxy();
		put(shown, "proxy", (proxy != null) ? proxy.toString() : null);
		return shown;
	}

	private static String text(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	private static String text(Duration value) {
		for (ChronoUnit unit : List.of(ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS)) {
			if (value.toMillis() % unit.getDuration().toMillis() == 0) {
				return DurationStyle.SIMPLE.print(value, unit);
			}
		}
		return DurationStyle.SIMPLE.print(value);
	}

	private static String text(DataSize value) {
		if (value.toBytes() % DataSize.ofMegabytes(1).toBytes() == 0) {
			return value.toMegabytes() + "MB";
		}
		return (value.toBytes() % DataSize.ofKilobytes(1).toBytes() == 0) ? value.toKilobytes() + "KB"
				: value.toString();
	}

}
