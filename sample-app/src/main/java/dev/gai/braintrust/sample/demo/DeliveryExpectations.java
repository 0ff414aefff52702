package dev.gai.braintrust.sample.demo;

import java.util.List;

/**
 * What the application itself knows of its deliveries. It is all that can be checked when
 * the rows are in Braintrust and not here.
 */
final class DeliveryExpectations {

	private final Delivery delivery;

	private final List<PartResult> parts;

	DeliveryExpectations(Delivery delivery, List<PartResult> parts) {
		this.delivery = delivery;
		this.parts = parts;
	}

	List<Expectation> withCollector() {
		return List.of(partsRan(), healthy(), new Expectation("health counts exactly the rows that arrived",
				(traces) -> Unmet.unlessEqual(this.delivery.exported(), (long) traces.all().size(), "exported")));
	}

	List<Expectation> withBraintrust() {
		return List.of(partsRan(), healthy(),
				new Expectation("Braintrust has accepted at least a row of each part", (traces) -> Unmet
					.unless(this.delivery.exported() >= this.parts.size(), "exported is " + this.delivery.exported())));
	}

	private Expectation partsRan() {
		return new Expectation("each part of the demo ran", (traces) -> this.parts.forEach(
				(part) -> Unmet.unless(part.error() == null, "'" + part.title() + "' failed with " + part.error())));
	}

	private Expectation healthy() {
		return new Expectation("health is UP, nothing failed, nothing waits", (traces) -> {
			Unmet.unlessEqual(this.delivery.status(), "UP", "status, with " + this.delivery.details() + ",");
			Unmet.unlessEqual(this.delivery.failed(), 0L, "failed");
			Unmet.unlessEqual(this.delivery.queued(), 0L, "queued");
		});
	}

}
