package dev.gai.braintrust.autoconfigure.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.autoconfigure.BraintrustAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustExportAutoConfiguration;
import dev.gai.braintrust.export.BraintrustExport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class EnvironmentVariablesTests {

	private final Map<String, Object> variables = new LinkedHashMap<>(
			Map.of("BRAINTRUST_API_KEY", "sk-variable", "BRAINTRUST_API_URL", "http://127.0.0.1:9"));

	@Test
	void standInForProperties() {
		this.variables.put("BRAINTRUST_APP_URL", "https://app.example.com");
		this.variables.put("BRAINTRUST_ORG_NAME", "acme");
		this.variables.put("BRAINTRUST_PROJECT_ID", "p-1");
		this.variables.put("BRAINTRUST_PROJECT_NAME", "shop");
		this.variables.put("BRAINTRUST_PARENT", "experiment_id:e-1");

		BraintrustProperties properties = properties();

		assertThat(properties.apiKey()).isNotNull();
		assertThat(properties.apiKey().authorization()).isEqualTo("Bearer sk-variable");
		assertThat(properties.apiUrl()).isEqualTo("http://127.0.0.1:9");
		assertThat(properties.appUrl()).isEqualTo("https://app.example.com");
		assertThat(properties.orgName()).isEqualTo("acme");
		assertThat(properties.projectId()).isEqualTo("p-1");
		assertThat(properties.projectName()).isEqualTo("shop");
		assertThat(properties.parent()).isEqualTo("experiment_id:e-1");
	}

	@Test
	void startTheExport() {
		try (ConfigurableApplicationContext context = run("--spring.application.name=shop")) {
			assertThat(context.getBean(BraintrustExport.class).monitor().status().parent())
				.isEqualTo("project_name:shop");
		}
	}

	@Test
	void giveWayToProperties() {
		this.variables.put("BRAINTRUST_PROJECT_NAME", "variable");

		BraintrustProperties properties = properties("--gai.braintrust.api-key=sk-property",
				"--gai.braintrust.project-name=property");

		assertThat(properties.apiKey()).isNotNull();
		assertThat(properties.apiKey().authorization()).isEqualTo("Bearer sk-property");
		assertThat(properties.projectName()).isEqualTo("property");
	}

	@Test
	void giveWayToTheVariablesOfProperties() {
		this.variables.put("GAI_BRAINTRUST_APIKEY", "sk-of-property");

		assertThat(properties().apiKey()).extracting(ApiKey::authorization).isEqualTo("Bearer sk-of-property");
	}

	@Test
	void giveWayToABlankProperty() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.api-key=")) {
			assertThat(context.getBeansOfType(BraintrustExport.class)).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "new, old, new", "-, old, old", "' ', old, old", "new, -, new" })
	void nameTheProjectInTwoWays(String name, String fallback, String expected) {
		put("BRAINTRUST_PROJECT_NAME", name);
		put("BRAINTRUST_PROJECT", fallback);

		assertThat(properties().projectName()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "\t" })
	void areUnsetWhenBlank(String blank) {
		for (String name : new String[] { "API_KEY", "API_URL", "APP_URL", "ORG_NAME", "PROJECT_ID", "PROJECT_NAME",
				"PROJECT", "PARENT" }) {
			this.variables.put("BRAINTRUST_" + name, blank);
		}

		BraintrustProperties properties = properties();

		assertThat(properties.apiKey()).isNull();
		assertThat(properties.apiUrl()).isEqualTo("https://api.braintrust.dev");
		assertThat(properties.appUrl()).isEqualTo("https://www.braintrust.dev");
		assertThat(properties.orgName()).isNull();
		assertThat(properties.projectId()).isNull();
		assertThat(properties.projectName()).isNull();
		assertThat(properties.parent()).isNull();
	}

	@Test
	void areFoundInAnImportedFile(@TempDir Path folder) throws IOException {
		this.variables.clear();
		Path file = Files.writeString(folder.resolve(".env"),
				"BRAINTRUST_API_KEY=sk-file\nBRAINTRUST_API_URL=http://127.0.0.1:9\nBRAINTRUST_PROJECT=from-file\n");

		BraintrustProperties properties = properties("--spring.config.import=optional:file:" + file + "[.properties]");

		assertThat(properties.apiKey()).extracting(ApiKey::authorization).isEqualTo("Bearer sk-file");
		assertThat(properties.projectName()).isEqualTo("from-file");
	}

	@Test
	void areNotMissedWhereTheImportedFileIsMissing(@TempDir Path folder) {
		assertThat(
				properties("--spring.config.import=optional:file:" + folder.resolve(".env") + "[.properties]").apiKey())
			.extracting(ApiKey::authorization)
			.isEqualTo("Bearer sk-variable");
	}

	@Test
	void wereSetSomewhereThatCanBeNamed() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(PropertyOrigin.of(context.getEnvironment(), "gai.braintrust.api-url"))
				.contains("BRAINTRUST_API_URL");
			assertThat(PropertyOrigin.of(context.getEnvironment(), "gai.braintrust.org-name")).isNull();
		}
	}

	/**
	 * Or else it tries each name that any settings of the application could have.
	 */
	@Test
	void leaveSpringBootSureOfWhatIsNotSet() {
		try (ConfigurableApplicationContext context = run()) {
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
				assertThat(source.containsDescendantOf(ConfigurationPropertyName.of("server"))).as(source.toString())
					.isEqualTo(ConfigurationPropertyState.ABSENT);
			}
			assertThat(listed(context)).containsExactlyInAnyOrder("gai.braintrust.api-key", "gai.braintrust.api-url");
		}
	}

	@Test
	void areListedAlsoWhereTheyAreSetLate() {
		try (ConfigurableApplicationContext context = run()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("late", Map.of("BRAINTRUST_PARENT", "${unresolved:project_id:p}")));

			assertThat(listed(context)).contains("gai.braintrust.parent");
			assertThat(context.getEnvironment().getProperty("gai.braintrust.parent")).isEqualTo("project_id:p");
		}
	}

	private static String[] listed(ConfigurableApplicationContext context) {
		PropertySource<?> source = context.getEnvironment().getPropertySources().get("braintrustEnvironmentVariables");
		return ((EnumerablePropertySource<?>) source).getPropertyNames();
	}

	private void put(String name, String value) {
		if (value != null) {
			this.variables.put(name, value);
		}
	}

	private BraintrustProperties properties(String... arguments) {
		try (ConfigurableApplicationContext context = run(arguments)) {
			return context.getBean(BraintrustProperties.class);
		}
	}

	private ConfigurableApplicationContext run(String... arguments) {
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, this.variables));
		return new SpringApplicationBuilder(Application.class).environment(environment)
			.web(WebApplicationType.NONE)
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BraintrustAutoConfiguration.class, BraintrustExportAutoConfiguration.class })
	static class Application {

	}

}
