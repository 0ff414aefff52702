package dev.gai.braintrust.cost.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** When a price holds. */
interface PriceValidity {

	boolean holds(Instant at);

	/** At any time. */
	record Always() implements PriceValidity {

		@Override
		public boolean holds(Instant at) {
			return true;
		}

	}

	/** From a moment on. */
	record From(Instant start) implements PriceValidity {

		@Override
		public boolean holds(Instant at) {
			return !at.isBefore(this.start);
		}

	}

	/** From one time of day, UTC, until before another; may span midnight. */
	record Daily(LocalTime start, LocalTime end) implements PriceValidity {

		@Override
		public boolean holds(Instant at) {
			LocalTime time = LocalTime.ofInstant(at, ZoneOffset.UTC);
			boolean started = !time.isBefore(this.start);
			boolean ended = !time.isBefore(this.end);
			return this.end.isBefore(this.start) ? started || !ended : started && !ended;
		}

	}

	/** From Monday to Friday, UTC. */
	record Weekdays() implements PriceValidity {

		@Override
		public boolean holds(Instant at) {
			return at.atOffset(ZoneOffset.UTC).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
		}

	}

	/** While all of several hold. */
	record Every(List<PriceValidity> parts) implements PriceValidity {

		@Override
		public boolean holds(Instant at) {
			for (PriceValidity part : this.parts) {
				if (!part.holds(at)) {
					return false;
				}
			}
			return true;
		}

	}

}
