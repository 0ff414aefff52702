package dev.gai.braintrust.cost;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** A price and when it holds. */
record DatedPrice(When when, ModelPrice price) {

	/** A moment's test. */
	@FunctionalInterface
	interface When {

		/** Holds at any time. */
		When ALWAYS = (at) -> true;

		boolean holds(Instant at);

		static When from(Instant start) {
			return (at) -> !at.isBefore(start);
		}

		/** A time of day, UTC, that may span midnight. */
		static When daily(LocalTime start, LocalTime end) {
			return (at) -> {
				LocalTime time = LocalTime.ofInstant(at, ZoneOffset.UTC);
				boolean started = !time.isBefore(start);
				boolean ended = !time.isBefore(end);
				return end.isBefore(start) ? started || !ended : started && !ended;
			};
		}

	}

}
