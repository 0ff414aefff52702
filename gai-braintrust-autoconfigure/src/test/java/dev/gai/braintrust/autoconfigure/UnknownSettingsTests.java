package dev.gai.braintrust.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A setting that nothing reads is told at the start, with the name that was probably
 * meant. However a name may be written that Spring Boot understands, it is understood
 * here.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class UnknownSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BraintrustAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "sampling.ration, sampling.ratio", "apikey2, api-key", "export.batch-size, export.max-batch-size",
			"export.spool.dir, export.spool.directory", "content.masking.pattern[0], content.masking.patterns",
			"trace.legacy-attribute, trace.legacy-attributes", "project, project-id", "api-key.nested, api-key",
			"sampling.rules[3].models, sampling.rules[3].model" })
	void areToldWithTheNearestName(String wrong, String meant, CapturedOutput output) {
		this.runner.withPropertyValues("gai.braintrust." + wrong + "=hunter2").run((context) -> {
			assertThat(output).contains("There is no property 'gai.braintrust." + wrong + "'")
				.contains("Did you mean 'gai.braintrust." + meant)
				.doesNotContain("is hunter2")
				.doesNotContain("\"hunter2\"");
		});
	}

	@Test
	void ofABudgetAreToldBeforeTheOneThatIsMissing(CapturedOutput output) {
		this.runner
			.withPropertyValues("gai.braintrust.cost.budgets[0].name=all", "gai.braintrust.cost.budgets[0].limit=5")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(output).contains("There is no property 'gai.braintrust.cost.budgets[0].limit'")
					.contains("Did you mean 'gai.braintrust.cost.budgets[0].limit-usd'?");
				assertThat(context.getStartupFailure()).hasMessageContaining("limit-usd' is not set");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "samplingRatio.x", "sampling.ratio", "sampling.RATIO", "apiKey", "api_key", "api-key",
			"export.maxBatchSize", "cost.budgets[0].limitUsd", "sampling.rules[0].name", "content.masking.patterns[1]",
			"content.masking.patterns", "eval.upload", "replay.mode" })
	void areThoseThatNothingReads(String name, CapturedOutput output) {
		this.runner.withPropertyValues("gai.braintrust." + name + "=1").run((context) -> {
			boolean unknown = name.endsWith(".x");
			assertThat(output.getAll().contains("There is no property")).isEqualTo(unknown);
		});
	}

	@Test
	void areNotThoseOfEnvironmentVariables(CapturedOutput output) {
		withVariables(Map.of("GAI_BRAINTRUST_APIKEY", "k", "GAI_BRAINTRUST_EXPORT_MAX_BATCH_SIZE", "5",
				"GAI_BRAINTRUST_EXPORT_MAXQUEUESIZE", "50", "GAI_BRAINTRUST_COST_BUDGETS_0_NAME", "all",
				"GAI_BRAINTRUST_COST_BUDGETS_0_LIMITUSD", "5"))
			.run((context) -> assertThat(output).doesNotContain("There is no property"));
	}

	@Test
	void areThoseOfEnvironmentVariablesThatNothingReads(CapturedOutput output) {
		withVariables(Map.of("GAI_BRAINTRUST_EXPORT_TIMEOUTS", "5s"))
			.run((context) -> assertThat(output).contains("There is no property 'gai.braintrust.export.timeouts'")
				.contains("Did you mean 'gai.braintrust.export.timeout'?"));
	}

	private ApplicationContextRunner withVariables(Map<String, Object> variables) {
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables)));
	}

}
