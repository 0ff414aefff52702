package dev.gai.braintrust.integration;

import java.util.List;
import java.util.stream.Stream;

import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What settings make of the console, on Spring MVC and on WebFlux.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class ConsoleSettingsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void showsEverythingWithoutAKeyAndSendsNothing(WebApplicationType type, CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, type, "--gai.braintrust.api-key=",
				"--management.tracing.sampling.probability=0")) {
			ConsoleClient.ask(context, "Hi");

			assertThat(ConsoleClient.awaitRows(context, 2)).hasSize(2);
			JsonNode about = ConsoleClient.json(ConsoleClient.get(context, "/gai/data/about"));
			assertThat(about.path("sentTo").isNull()).isTrue();
			assertThat(about.path("notSent").asString()).startsWith("No API key is set");
			JsonNode health = ConsoleClient.json(ConsoleClient.get(context, "/actuator/health"))
				.path("components")
				.path("braintrust");
			assertThat(health.path("status").asString()).isEqualTo("UNKNOWN");
			assertThat(health.path("details").path("reason").asString()).startsWith("No API key is set");
		}
		assertThat(braintrust.requests()).isEmpty();
		assertThat(output).contains("Spans are not sent to Braintrust. No API key is set")
			.containsPattern("WARN.*The console shows .* at http://localhost:\\d+/gai/\\?token=[\\w-]{22}\\.")
			.doesNotContain("spans delivered");
	}

	@Test
	void saysWhatItNeedsBesideSpringSecurity(CapturedOutput output) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ConsoleClient.Application.class)
			.web(WebApplicationType.SERVLET)
			.properties(braintrust.properties())
			.properties("server.port=0", "gai.braintrust.console.enabled=true",
					"gai.braintrust.console.persistent=false")
			.initializers((created) -> ((GenericApplicationContext) created).registerBean("springSecurityFilterChain",
					Object.class, Object::new))
			.run()) {
			assertThat(context.isActive()).isTrue();
		}
		assertThat(output).contains("Spring Security is in use and answers /gai with 401 or 403 unless");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isNotObservedItselfAndShowsNoPromptWhereNoneIsCaptured(WebApplicationType type) {
		try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, type,
				"--gai.braintrust.content.capture=none", "--gai.braintrust.export.ai-only=false")) {
			ConsoleClient.get(context, "/gai/");
			ConsoleClient.get(context, "/gai/data/rows");
			ConsoleClient.get(context, "/elsewhere");

			assertThat(ConsoleClient.awaitRows(context, 1)).hasSize(1);
			assertThat(ConsoleClient.get(context, "/gai/data/rows").body()).doesNotContain("/gai");

			String traceId = ConsoleClient.ask(context, "A very private question");
			ConsoleClient.awaitRows(context, 3);

			assertThat(ConsoleClient.get(context, "/gai/data/traces/" + traceId).body()).contains("gpt-4o-mini")
				.doesNotContain("private question");
			assertThat(ConsoleClient.get(context, "/gai/data/rows").body()).doesNotContain("private question");
			assertThat(ConsoleClient.json(ConsoleClient.get(context, "/gai/data/about"))
				.path("contentCaptured")
				.asBoolean()).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void letsNobodyInWhereAddressesAreForwarded(WebApplicationType type, CapturedOutput output) {
		for (String strategy : List.of("framework", "native")) {
			try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, type,
					"--server.forward-headers-strategy=" + strategy)) {
				assertThat(ConsoleClient.get(context, "/gai/").statusCode()).isEqualTo(403);
				assertThat(output).contains("The console is enabled but refuses all requests");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("paths")
	void isBelowThePathOfTheApplication(WebApplicationType type, String property, String prefix,
			CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, type, property,
				"--gai.braintrust.console.path=/dev/ai")) {
			assertThat(ConsoleClient.get(context, prefix + "/dev/ai").headers().firstValue("Location")).hasValue("ai/");
			assertThat(ConsoleClient.get(context, prefix + "/dev/ai/").statusCode()).isEqualTo(200);
			assertThat(ConsoleClient.get(context, prefix + "/dev/ai/data/rows").statusCode()).isEqualTo(200);
			assertThat(ConsoleClient.get(context, "/gai/").statusCode()).isEqualTo(404);
			assertThat(output).containsPattern("http://localhost:\\d+" + prefix + "/dev/ai/\\?token=[\\w-]{22}\\.");
		}
	}

	static Stream<Arguments> paths() {
		return Stream.of(Arguments.of(WebApplicationType.SERVLET, "--server.servlet.context-path=/dev/ai", "/dev/ai"),
				Arguments.of(WebApplicationType.SERVLET, "--spring.mvc.servlet.path=/dev", "/dev"),
				Arguments.of(WebApplicationType.REACTIVE, "--spring.webflux.base-path=/base", "/base"));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isNotThereUnlessSwitchedOn(WebApplicationType type, CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleClient.run(braintrust, type,
				"--gai.braintrust.console.enabled=false")) {
			assertThat(ConsoleClient.get(context, "/gai/").statusCode()).isEqualTo(404);
			assertThat(output).doesNotContain("The console");
		}
	}

}
