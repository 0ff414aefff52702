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
 * centers are the application's, which may make them of data. What the meters of export
 * and feedback are tagged with are words of this library: they are there from the start
 * on, which would wait for what looks for secrets. A registry asks once for each meter.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class MaskedTags implements MeterFilter {

	private static final List<String> OURS = List.of("gai.", "gen_ai.");

	private static final List<String> WITH_OUR_WORDS = List.of("gai.braintrust.", "gai.feedback.");

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
		if (!startsWithAny(id.getName(), OURS) || startsWithAny(id.getName(), WITH_OUR_WORDS)) {
			return id;
		}
		List<Tag> masked = new ArrayList<>();
		for (Tag tag : id.getTagsAsIterable()) {
			masked.add(Tag.of(tag.getKey(), this.mask.get().apply(tag.getValue())));
		}
		return id.replaceTags(masked);
	}

	private static boolean startsWithAny(String name, List<String> starts) {
		for (String start : starts) {
			if (name.startsWith(start)) {
				return true;
			}
		}
		return false;
	}

}
