package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.SecretSanitizer;
import dev.gai.braintrust.health.BraintrustHealthIndicator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parts that are there only with a library that the application may have.
 */
@Tag("application")
class OptionalAutoConfigurationsTests {

	@Test
	void suppliesAHealthComponentNamedBraintrust() {
		AutoConfigured.exporting()
			.run((context) -> assertThat(context).hasSingleBean(BraintrustHealthIndicator.class)
				.hasBean("braintrustHealthIndicator"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.braintrust.enabled=false", "management.health.defaults.enabled=false" })
	void hasNoHealthComponentWhenSwitchedOff(String property) {
		AutoConfigured.exporting()
			.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BraintrustHealthIndicator.class));
	}

	@Test
	void hasNoHealthComponentWithoutTheLibrary() {
		AutoConfigured.exporting()
			.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("braintrustHealthIndicator"));
	}

	@Test
	void backsOffFromTheHealthComponentOfTheApplication() {
		HealthIndicator own = () -> Health.up().build();
		AutoConfigured.exporting()
			.withBean("braintrustHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).getBean("braintrustHealthIndicator").isSameAs(own));
	}

	@ParameterizedTest
	@CsvSource({ "gai.braintrust.enabled=false, gai.braintrust.enabled is false",
			"gai.braintrust.api-key=, No API key is set",
			"management.opentelemetry.enabled=false, management.opentelemetry.enabled is false",
			"management.tracing.export.enabled=false, management.tracing.export.enabled is false",
			"management.tracing.export.braintrust.enabled=false, management.tracing.export.braintrust.enabled is false" })
	void saysWhyNothingIsSent(String property, String reason) {
		AutoConfigured.exporting().withPropertyValues(property).run((context) -> {
			Health health = context.getBean(BraintrustHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.getDetails()).containsOnlyKeys("reason");
			assertThat(health.getDetails().get("reason")).asString().startsWith(reason);
		});
	}

	@Test
	void hidesSecretsInActuator() {
		AutoConfigured.context().run((context) -> assertThat(context).hasSingleBean(SecretSanitizer.class));
		AutoConfigured.context()
			.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(SecretSanitizer.class));
	}

	@Test
	void hidesNothingWithoutActuator() {
		AutoConfigured.context()
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SecretSanitizer.class));
	}

}
