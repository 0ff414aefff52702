package dev.gai.braintrust.autoconfigure.startup;

import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the library says in the log when the application starts.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class StartupReportTests {

	private static final String HEADERS_IN_LOG = "has the JDK print the headers";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@ParameterizedTest
	@CsvSource({ "--other=x, Spans are sent to Braintrust at http://127.0.0.1:",
			"--gai.braintrust.api-key=, Spans are not sent to Braintrust. No API key is set",
			"--gai.braintrust.enabled=false, Spans are not sent to Braintrust. gai.braintrust.enabled is false",
			"--spring.main.lazy-initialization=true, Spans are sent to Braintrust at http://127.0.0.1:" })
	void isOneLineWithoutTheKey(String argument, String line, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(argument)) {
			assertThat(context.isActive()).isTrue();
			List<String> ours = ourLines(output);
			assertThat(ours).hasSize(1).first().asString().contains(" INFO ").contains(line);
			assertThat(output).doesNotContain(BraintrustServer.KEY);
		}
	}

	@Test
	void warnsWhereThereIsAKeyButNoTracer(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--management.opentelemetry.enabled=false")) {
			assertThat(ourLines(output)).hasSize(2);
			assertThat(ourLines(output).get(0)).contains(" INFO ")
				.contains("management.opentelemetry.enabled is false");
			assertThat(ourLines(output).get(1)).contains(" WARN ").contains("leaves the application without a tracer");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "--gai.braintrust.api-key=", "--gai.braintrust.enabled=false" })
	void doesNotWarnOfAMissingTracerWhereNothingShallBeSent(String argument, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--management.opentelemetry.enabled=false", argument)) {
			assertThat(ourLines(output)).hasSize(1);
		}
	}

	@Test
	void warnsWhereTheClientOfTheJdkPrintsTheKey(CapturedOutput output) {
		System.setProperty("jdk.httpclient.HttpClient.log", "errors, Headers");
		try (ConfigurableApplicationContext context = run()) {
			assertThat(output).containsOnlyOnce(HEADERS_IN_LOG);
		}
		finally {
			System.clearProperty("jdk.httpclient.HttpClient.log");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "all", "headers", "errors,requests,headers", " ALL ", "frames:data,all" })
	void knowsTheSettingsThatPrintHeaders(String log) {
		assertThat(StartupWarnings.keyInLog(log)).contains(HEADERS_IN_LOG);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "errors,requests", "frames:all", "content", "headersX" })
	void knowsTheSettingsThatDoNot(String log) {
		assertThat(StartupWarnings.keyInLog(log)).isNull();
	}

	private static List<String> ourLines(CapturedOutput output) {
		return output.toString()
			.lines()
			.filter((line) -> line.contains("dev.gai.braintrust") || line.contains(" d.g.b."))
			.toList();
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
