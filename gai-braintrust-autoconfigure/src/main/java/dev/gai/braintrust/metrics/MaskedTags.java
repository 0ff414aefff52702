package dev.gai.braintrust.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Masks secrets in the tags of our meters: names of tools, agents, models and cost
 * centers are the application's, which may make them of data. A registry asks once for
 * each meter. Thread-safe.
 *
 * @since 0.1.0
 */
public final class MaskedTags implements MeterFilter {

	private static final List<String> OURS = List.of("gai.", "gen_ai.");

	private final Supplier<UnaryOperator<String>> mask;

	/**
	 * Creates a filter.
	 * @param mask masks secrets in a short text; asked for with the first meter
	 */
	public MaskedTags(Supplier<UnaryOperator<String>> mask) {
		this.mask = mask;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		if (!isOurs(id.getName())) {
			return id;
		}
		UnaryOperator<String> masking = this.mask.get();
		List<Tag> masked = new ArrayList<>();
		for (Tag tag : id.getTagsAsIterable()) {
			masked.add(Tag.of(tag.getKey(), masking.apply(tag.getValue())));
		}
		return id.replaceTags(masked);
	}

	private static boolean isOurs(String name) {
		for (String start : OURS) {
			if (name.startsWith(start)) {
				return true;
			}
		}
		return false;
	}

}
