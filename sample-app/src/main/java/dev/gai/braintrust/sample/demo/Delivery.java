package dev.gai.braintrust.sample.demo;

import java.util.Map;

import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.stereotype.Component;

/**
 * What the starter says of its deliveries: the component {@code braintrust} of
 * {@code /actuator/health}.
 */
@Component
class Delivery {

	private final HealthEndpoint health;

	Delivery(HealthEndpoint health) {
		this.health = health;
	}

	String status() {
		return component().getStatus().getCode();
	}

	String endpoint() {
		return String.valueOf(details().get("endpoint"));
	}

	long exported() {
		return figure("exported");
	}

	long failed() {
		return figure("failed");
	}

	long queued() {
		return figure("queued");
	}

	/**
	 * All that is known, for whoever wants to know why nothing arrived.
	 */
	Map<String, Object> details() {
		return component().getDetails();
	}

	private long figure(String name) {
		return (details().get(name) instanceof Number number) ? number.longValue() : -1;
	}

	private IndicatedHealthDescriptor component() {
		if (this.health.healthForPath("braintrust") instanceof IndicatedHealthDescriptor component) {
			return component;
		}
		throw new Unmet("there is no health component 'braintrust'");
	}

}
