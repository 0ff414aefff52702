package dev.gai.braintrust.autoconfigure.startup;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResourceWithoutVariable}.
 */
@Tag("application")
class ResourceWithoutVariableTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class))
		.withInitializer((context) -> context
			.addBeanFactoryPostProcessor(new ResourceWithoutVariable(context.getEnvironment())));

	@Test
	void saysWhatSpringBootsWouldSay() {
		this.runner
			.withPropertyValues("spring.application.name=shop", "spring.application.group=shops",
					"management.opentelemetry.resource-attributes.team=a",
					"management.opentelemetry.resource-attributes.empty=")
			.run((context) -> {
				Resource resource = context.getBean(Resource.class);
				assertThat(attribute(resource, "service.name")).isEqualTo("shop");
				assertThat(attribute(resource, "service.namespace")).isEqualTo("shops");
				assertThat(attribute(resource, "team")).isEqualTo("a");
				assertThat(attribute(resource, "empty")).isNull();
				assertThat(attribute(resource, "telemetry.sdk.language")).isEqualTo("java");
			});
		this.runner.run((context) -> assertThat(attribute(context.getBean(Resource.class), "service.name"))
			.isEqualTo("unknown_service"));
	}

	@Test
	void leavesAnApplicationsOwnResourceAlone() {
		Resource own = Resource.builder().put("service.name", "own").build();
		this.runner.withBean(Resource.class, () -> own)
			.run((context) -> assertThat(context.getBean(Resource.class)).isSameAs(own));
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("own", own))
			.run((context) -> assertThat(context.getBean(Resource.class)).isSameAs(own));
	}

	private static String attribute(Resource resource, String name) {
		return resource.getAttribute(AttributeKey.stringKey(name));
	}

}
