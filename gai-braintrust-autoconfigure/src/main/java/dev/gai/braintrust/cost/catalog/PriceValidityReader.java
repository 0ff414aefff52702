package dev.gai.braintrust.cost.catalog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads when a price holds. The constraint is published with and without a type; its
 * fields tell as much. Corrections of ours also know moments and weekdays.
 */
final class PriceValidityReader {

	private PriceValidityReader() {
	}

	static PriceValidity read(@Nullable Object node) {
		if (node == null) {
			return new PriceValidity.Always();
		}
		Map<?, ?> constraint = JsonTree.map(node, "constraint");
		try {
			List<PriceValidity> parts = new ArrayList<>();
			if (constraint.containsKey("start_date")) {
				String date = JsonTree.text(constraint.get("start_date"), "start_date");
				parts.add(new PriceValidity.From(LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC)));
			}
			if (constraint.containsKey("start")) {
				parts.add(new PriceValidity.From(Instant.parse(JsonTree.text(constraint.get("start"), "start"))));
			}
			if (parts.isEmpty() || constraint.containsKey("start_time")) {
				parts.add(new PriceValidity.Daily(time(constraint.get("start_time"), "start_time"),
						time(constraint.get("end_time"), "end_time")));
			}
			if (Boolean.TRUE.equals(constraint.get("weekdays"))) {
				parts.add(new PriceValidity.Weekdays());
			}
			return (parts.size() == 1) ? parts.get(0) : new PriceValidity.Every(parts);
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("constraint: " + ex.getMessage(), ex);
		}
	}

	private static LocalTime time(@Nullable Object node, String what) {
		return OffsetTime.parse(JsonTree.text(node, what)).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
	}

}
