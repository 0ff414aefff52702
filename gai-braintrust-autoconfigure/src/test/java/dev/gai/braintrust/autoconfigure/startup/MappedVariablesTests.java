package dev.gai.braintrust.autoconfigure.startup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MappedVariables}.
 */
class MappedVariablesTests {

	private final Map<String, Object> values = new LinkedHashMap<>();

	@Test
	void areLeftAsTheyAreWhereOpenTelemetryTakesThem() {
		add("management.opentelemetry.tracing.export.max-queue-size", "1", "OTEL_BSP_MAX_QUEUE_SIZE");
		add("management.opentelemetry.logging.limits.max-attributes", "0", "OTEL_ATTRIBUTE_COUNT_LIMIT");
		add("management.opentelemetry.tracing.export.timeout", "PT0S", "OTEL_BSP_EXPORT_TIMEOUT");

		MappedVariables mapped = mapped();

		assertThat(mapped.properties()).hasSize(3).containsValues("1", "0", "PT0S");
		assertThat(mapped.refused()).isEmpty();
		assertThat(mapped.replaced()).isFalse();
	}

	@Test
	void leaveOutAndNameWhatOpenTelemetryDoesNotTake() {
		add("management.opentelemetry.tracing.export.max-queue-size", "0", "OTEL_BSP_MAX_QUEUE_SIZE");
		add("management.opentelemetry.tracing.export.max-batch-size", "-1", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE");
		add("management.opentelemetry.logging.limits.max-attributes", "-1", "OTEL_ATTRIBUTE_COUNT_LIMIT");
		this.values.put("management.opentelemetry.tracing.limits.max-links", "-2");

		MappedVariables mapped = mapped();

		assertThat(mapped.properties()).isEmpty();
		assertThat(mapped.refused()).containsExactly("OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
				"OTEL_ATTRIBUTE_COUNT_LIMIT", "management.opentelemetry.tracing.limits.max-links");
	}

	@Test
	void giveATimeoutThatIsNoneAsManyNanosecondsAsThereAre() {
		add("management.opentelemetry.tracing.export.timeout", "PT2562047788015215H30M7S", "OTEL_BSP_EXPORT_TIMEOUT");

		MappedVariables mapped = mapped();

		assertThat(mapped.properties()).containsValue("PT576H");
		assertThat(mapped.refused()).isEmpty();
		assertThat(mapped.replaced()).isTrue();
	}

	private void add(String property, String value, String variable) {
		this.values.put(property, OriginTrackedValue.of(value, new Variable(variable)));
	}

	private MappedVariables mapped() {
		return MappedVariables.in(List.of(new OriginTrackedMapPropertySource("variables", this.values),
				new PropertySource.StubPropertySource("other")));
	}

	private record Variable(String name) implements Origin {

		@Override
		public String toString() {
			return "Environment variable '" + this.name + "'";
		}

	}

}
