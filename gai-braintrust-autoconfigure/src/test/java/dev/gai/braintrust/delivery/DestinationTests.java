package dev.gai.braintrust.delivery;

import java.net.URI;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DestinationTests {

	@Test
	void keysAreTheNamesInLowerCase() {
		assertThat(DropReason.QUEUE_FULL.key()).isEqualTo("queue_full");
		assertThat(FailureCategory.RATE_LIMITED.key()).isEqualTo("rate_limited");
	}

	@Test
	void destinationDoesNotShowItsKey() {
		for (String key : new String[] { "sk-1", "sk\n1", "\"sk\"", "sk${x}", "s\u00e4k" }) {
			Destination destination = new Destination(URI.create("https://api.example.org/otel/v1/traces"),
					"Bearer " + key, "project_name:demo");
			assertThat(destination).hasToString("https://api.example.org/otel/v1/traces (project_name:demo)");
			assertThat(new DeliveryLedger(new ExportCounters(), new ExportOutcomes(), destination).toString())
				.doesNotContain(key);
		}
	}

}
