package dev.gai.braintrust.autoconfigure;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.autoconfigure.export.HealthSource;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.endpoint.BraintrustEndpoint;
import dev.gai.braintrust.export.VerificationResult;
import dev.gai.braintrust.health.ExportHealth;
import dev.gai.braintrust.health.ExportSituation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class BraintrustEndpointAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=braintrust";

	private final ApplicationContextRunner exporting = AutoConfigured.exporting()
		.withConfiguration(AutoConfigurations.of(BraintrustEndpointAutoConfiguration.class));

	@Test
	void suppliesTheEndpointWhereItIsExposed() {
		this.exporting.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(BraintrustEndpoint.class));
		this.exporting.run((context) -> assertThat(context).doesNotHaveBean(BraintrustEndpoint.class));
	}

	@Test
	void suppliesTheEndpointWithoutTheLibraryOfHealth() {
		this.exporting.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context.getBean(BraintrustEndpoint.class).status()).containsKeys("status",
					"exported", "sampling", "export"));
	}

	@Test
	void suppliesTheEndpointWhereNothingIsExported() {
		this.exporting.withPropertyValues(EXPOSED, "gai.braintrust.api-key=").run((context) -> {
			VerificationResult result = context.getBean(BraintrustEndpoint.class).verify();
			assertThat(result.delivered()).isFalse();
			assertThat(result.error()).startsWith("No API key is set");
		});
	}

	@Test
	void backsOffFromTheEndpointOfTheApplication() {
		BraintrustEndpoint own = new BraintrustEndpoint(
				new ExportHealth(new ExportSituation(null, () -> null), HealthSource.settings(properties())), Map.of(),
				List.of(), () -> 0, () -> VerificationResult.notSent("own"));
		this.exporting.withPropertyValues(EXPOSED)
			.withBean("own", BraintrustEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(BraintrustEndpoint.class).isSameAs(own));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoint.braintrust.access=NONE", "management.endpoints.access.default=NONE" })
	void hasNoEndpointWhereItIsSwitchedOff(String property) {
		this.exporting.withPropertyValues(EXPOSED, property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BraintrustEndpoint.class));
	}

	@Test
	void hasNoEndpointWithoutActuator() {
		this.exporting.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("braintrustEndpoint"));
	}

	private static BraintrustProperties properties() {
		return new Binder().bindOrCreate("gai.braintrust", BraintrustProperties.class);
	}

}
