package dev.gai.braintrust.autoconfigure.export;

import java.time.Duration;

import dev.gai.braintrust.health.ExportHealth;
import dev.gai.braintrust.health.ExportSituation;
import dev.gai.braintrust.health.HealthSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What health says besides how the export is doing.
 */
class HealthSourceTests {

	@Test
	void saysThatTheJavaAgentTakesTracesApart() {
		ExportHealth health = new ExportHealth(new ExportSituation(null, () -> null),
				new HealthSettings(3, Duration.ofMinutes(5), 1, false),
				HealthSource.otherTrouble("The agent takes traces apart", null, null));

		assertThat(health.condition().status()).isEqualTo("DEGRADED");
		assertThat(health.condition().reason()).isEqualTo("The agent takes traces apart");
	}

	@Test
	void saysNothingWithoutTheJavaAgent() {
		assertThat(HealthSource.otherTrouble(null, null, null).get()).isNull();
	}

}
