package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.export.BraintrustExport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an application send nothing, also where a key is set, unless they ask for it.
 */
@Tag("application")
class SilentTestsTests {

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = "BRAINTRUST_API_KEY=sk-a-key")
	@ExtendWith(OutputCaptureExtension.class)
	class WithAKey {

		@Test
		void sendNothing(@Autowired ObjectProvider<BraintrustExport> export, CapturedOutput output) {
			assertThat(export.getIfAvailable()).isNull();
			assertThat(output).containsOnlyOnce("Spans are not sent to Braintrust. Tests send nothing unless they ask "
					+ "for it: annotate the test with @AutoConfigureTracing, or set "
					+ "management.tracing.export.braintrust.enabled=true in it");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	class WithoutAnything {

		/**
		 * Or else Spring Boot tries each name that any settings could have.
		 */
		@Test
		void hideNoProperty(@Autowired Environment environment) {
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
				assertThat(source.containsDescendantOf(ConfigurationPropertyName.of("server.tomcat")))
					.as(source.toString())
					.isEqualTo(ConfigurationPropertyState.ABSENT);
			}
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { "gai.braintrust.api-key=sk-a-key", "gai.braintrust.api-url=http://localhost:9",
					"management.tracing.export.braintrust.enabled=true" })
	class WithThePropertyOfTheExport {

		@Test
		void send(@Autowired ObjectProvider<BraintrustExport> export) {
			assertThat(export.getIfAvailable()).isNotNull();
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { "gai.braintrust.api-key=sk-a-key", "gai.braintrust.api-url=http://localhost:9" })
	class WithSpringBootsProperty {

		@DynamicPropertySource
		static void properties(DynamicPropertyRegistry registry) {
			registry.add("spring.test.tracing.export", () -> "true");
		}

		@Test
		void send(@Autowired ObjectProvider<BraintrustExport> export) {
			assertThat(export.getIfAvailable()).isNotNull();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BraintrustAutoConfiguration.class, BraintrustExportAutoConfiguration.class })
	static class Application {

	}

}
