package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A wrong value stops the application, says what is wrong, where it was set and what to
 * write, and repeats no secret.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class InvalidPropertiesTests {

	@ParameterizedTest
	@CsvSource({ "sampling.ratio, 1.5, is not a ratio", "api-url, api.example.com, is not an address" })
	void areAnalysed(String property, String value, String problem, CapturedOutput output) {
		failsToStart("--gai.braintrust." + property + "=" + value);

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property 'gai.braintrust." + property + "' ")
			.contains(problem)
			.contains(": the value is \"" + value + "\"")
			.contains("set in \"gai.braintrust." + property + "\" from property source \"commandLineArgs\"")
			.containsPattern("Action:\\s+(Write|Copy) ");
		assertSafe(output);
	}

	@ParameterizedTest
	@CsvSource({ "name=n, ratio=1.5, is not a ratio", "ratio=0.1, provider=a*b, has a *",
			"ratio=0.1, model=a*b, has a *", "ratio=0.1, 'name= ', is empty" })
	void areAnalysedInRulesOfSampling(String right, String wrong, String problem, CapturedOutput output) {
		failsToStart("--gai.braintrust.sampling.rules[0].ratio=0.1", "--gai.braintrust.sampling.rules[0].name=n",
				"--gai.braintrust.sampling.rules[1]." + right, "--gai.braintrust.sampling.rules[1]." + wrong);

		String property = wrong.substring(0, wrong.indexOf('='));
		assertThat(output).contains("Property 'gai.braintrust.sampling.rules[1]." + property + "' ").contains(problem);
	}

	@ParameterizedTest
	@CsvSource({ "ratio=0.5, name, 'is not set, and neither is a provider or a model'",
			"model=gpt, ratio, is not a ratio" })
	void areAnalysedInRulesOfSamplingThatAreNotComplete(String set, String missing, String problem,
			CapturedOutput output) {
		failsToStart("--gai.braintrust.sampling.rules[0]." + set);

		assertThat(output).contains("Property 'gai.braintrust.sampling.rules[0]." + missing + "' ").contains(problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://joe:hunter2@api.example.com", "https://hunter2@api.example.com",
			"http://joe:hunter2@127.0.0.1:9", "https://joe:hunter2 @api.example.com" })
	void doNotShowTheUserOfAnAddress(String url, CapturedOutput output) {
		failsToStart("--gai.braintrust.api-url=" + url, "--logging.level.root=debug");

		assertThat(output).contains("Property 'gai.braintrust.api-url' is not an address").doesNotContain("hunter2");
		assertSafe(output);
	}

	@ParameterizedTest
	@ValueSource(strings = { "hunter2 with-space", "hunter2\nsecond-line", "hunter2\u00e9", "hunter2\u0000" })
	void doNotShowAKeyThatCannotBeOne(String key, CapturedOutput output) {
		failsToStart("--gai.braintrust.api-key=" + key, "--logging.level.root=debug");

		assertThat(output).contains("Property 'gai.braintrust.api-key' holds characters")
			.contains("Copy the key again")
			.doesNotContain("hunter2");
	}

	@Test
	void doNotShowAKeyThatIsTooLong(CapturedOutput output) {
		failsToStart("--gai.braintrust.api-key=hunter2" + "x".repeat(5000), "--logging.level.root=debug");

		assertThat(output).contains("Property 'gai.braintrust.api-key' holds").doesNotContain("hunter2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "export.timeout=soon", "export.compression=zip", "sampling.ratio=half", "enabled=perhaps",
			"content.max-field-size=big", "api-key.nested=x", "api-key[0]=x" })
	void doNotShowTheKeyWhereAnotherPropertyCannotBeConverted(String property, CapturedOutput output) {
		String argument = "--gai.braintrust." + property;
		String[] arguments = { argument, "--logging.level.root=debug" };
		if (property.startsWith("api-key")) {
			try (ConfigurableApplicationContext context = application().run(withKey(arguments))) {
				assertThat(context.isActive()).isTrue();
			}
		}
		else {
			failsToStart(arguments);
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("gai.braintrust." + property.substring(0, property.indexOf('=')));
		}
		assertSafe(output);
	}

	@Test
	void doNotShowTheKeyWhereItIsTheValueOfAnotherProperty(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> application().run(withKey("--gai.braintrust.export.timeout=" + BraintrustServer.KEY)));

		assertThat(output).contains("Property 'gai.braintrust.export.timeout' is not a duration, set in")
			.contains("Write a duration, for example 5s");
		assertSafe(output);
	}

	@Test
	void ofTheApplicationAreLeftToSpringBoot(CapturedOutput output) {
		assertThatException().isThrownBy(() -> application().run("--gai.braintrust.project-name=demo",
				"--spring.application.name=${NAME_OF_NOBODY}", "--spring.main.lazy-initialization=perhaps"));

		assertThat(output).doesNotContain("Property 'gai.braintrust");
	}

	@Test
	void areFoundBeforeThereIsAKey(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> application().run("--gai.braintrust.parent=demo", "--gai.braintrust.api-key="));

		assertThat(output).contains("Property 'gai.braintrust.parent'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-url=http://localhost:9", "api-url=http://127.0.0.1:9", "api-url=http://127.1.2.3:9",
			"api-url=http://[::1]:9", "api-url=http://braintrust.localhost:9", "api-url=https://api.example.com/base/",
			"api-url=", "traces-path=", "app-url=", "traces-path=/v1/traces", "parent=experiment_id:e-1",
			"content.masking.patterns[0]=[A-Z]{5}", "content.masking.builtins=emails,Phones,IBANS",
			"content.masking.builtins=", "trace.baggage.accept[0]=project_name:shop", "export.shutdown-timeout=0s",
			"sampling.ratio=0", "sampling.keep.costlier-than=0", "sampling.keep.slower-than=10s" })
	void areNotSeenWhereThereAreNone(String property) {
		try (ConfigurableApplicationContext context = application().run(withKey("--gai.braintrust." + property))) {
			assertThat(context.isActive()).isTrue();
		}
	}

	@Test
	void canBeAllowedWhereTheNetworkIsTrusted() {
		try (ConfigurableApplicationContext context = application().run(withKey(
				"--gai.braintrust.api-url=http://collector.example.com", "--gai.braintrust.allow-insecure=true"))) {
			assertThat(context.isActive()).isTrue();
		}
	}

	@Test
	void keepTheKeyOutOfEveryLog(CapturedOutput output) {
		try (ConfigurableApplicationContext context = application().run(withKey("--logging.level.root=debug",
				"--logging.level.dev.gai=trace", "--gai.braintrust.api-url=http://127.0.0.1:9"))) {
			assertThat(context.getBean(BraintrustProperties.class).toString()).contains("apiKey=***");
		}
		assertThat(output).contains("Spans are not sent to Braintrust");
		assertSafe(output);
	}

	private static void failsToStart(String... arguments) {
		SpringApplication application = application().build();
		assertThatException().isThrownBy(() -> application.run(withKey(arguments)))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("")
				.satisfies((thrown) -> assertThat(stackTrace(thrown)).doesNotContain(BraintrustServer.KEY)
					.doesNotContain("hunter2")));
	}

	private static String stackTrace(Throwable ex) {
		java.io.StringWriter text = new java.io.StringWriter();
		ex.printStackTrace(new java.io.PrintWriter(text));
		return text.toString();
	}

	private static String[] withKey(String... arguments) {
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 0, arguments.length);
		boolean hasKey = String.join(" ", arguments).contains("api-key=");
		all[arguments.length] = hasKey ? "--other" : "--gai.braintrust.api-key=" + BraintrustServer.KEY;
		return all;
	}

	private static SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE);
	}

	private static void assertSafe(CapturedOutput output) {
		assertThat(output).doesNotContain(BraintrustServer.KEY);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BraintrustAutoConfiguration.class, BraintrustExportAutoConfiguration.class })
	static class Application {

	}

}
