package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.endpoint.EndpointSection;
import dev.gai.braintrust.prompt.BraintrustPrompts;
import dev.gai.braintrust.prompt.PromptNotFoundException;
import dev.gai.braintrust.prompt.PromptOrigin;
import dev.gai.braintrust.prompt.ServedPrompts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BraintrustPromptsAutoConfiguration} and
 * {@link BraintrustApiAutoConfiguration}.
 */
@Tag("application")
class BraintrustPromptsAutoConfigurationTests {

	private final ApplicationContextRunner withoutKey = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BraintrustAutoConfiguration.class,
				BraintrustApiAutoConfiguration.class, BraintrustPromptsAutoConfiguration.class))
		.withPropertyValues("gai.braintrust.prompts.fallback=classpath:dev/gai/braintrust/prompt/");

	private final ApplicationContextRunner withKey = this.withoutKey.withPropertyValues("gai.braintrust.api-key=sk-1",
			"gai.braintrust.api-url=http://127.0.0.1:9", "gai.braintrust.export.spool.enabled=false");

	@Test
	void servesPromptsOfTheClassPathWithoutAKey() {
		this.withoutKey.run((context) -> {
			assertThat(context).doesNotHaveBean(BraintrustApi.class);
			assertThat(context.getBean(BraintrustPrompts.class).get("bundled").origin())
				.isEqualTo(PromptOrigin.FALLBACK);
		});
	}

	@Test
	void servesPromptsOfTheClassPathWhereBraintrustCannotBeReached() {
		this.withKey.run((context) -> {
			assertThat(context).hasSingleBean(BraintrustApi.class);
			BraintrustPrompts prompts = context.getBean(BraintrustPrompts.class);
			assertThat(prompts.get("bundled").origin()).isEqualTo(PromptOrigin.FALLBACK);
			assertThatExceptionOfType(PromptNotFoundException.class).isThrownBy(() -> prompts.get("nowhere"));
		});
	}

	@Test
	void isThereWhereTheIntegrationIsSwitchedOff() {
		this.withKey.withPropertyValues("gai.braintrust.enabled=false").run((context) -> {
			assertThat(context).hasSingleBean(BraintrustPrompts.class).doesNotHaveBean(BraintrustApi.class);
		});
	}

	@Test
	void backsOffFromThePromptsOfTheApplication() {
		BraintrustPrompts own = (slug, version) -> {
			throw new IllegalStateException();
		};
		this.withKey.withBean("own", BraintrustPrompts.class, () -> own)
			.run((context) -> assertThat(context).getBean(BraintrustPrompts.class).isSameAs(own));
	}

	@ParameterizedTest
	@CsvSource({ "refresh, 0s", "timeout, -1s", "fallback, ' '" })
	void refusesValuesThatCannotWork(String property, String value) {
		this.withoutKey.withPropertyValues("gai.braintrust.prompts." + property + "=" + value)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("gai.braintrust.prompts." + property));
	}

	@Test
	void showsPromptsOnTheEndpoint() {
		this.withKey.run((context) -> {
			context.getBean(BraintrustPrompts.class).get("bundled");
			assertThat(context.getBean(EndpointSection.class).content().get()).extracting("inUse")
				.asString()
				.contains("bundled", "FALLBACK");
		});
		this.withKey.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EndpointSection.class));
	}

	@Test
	void needsNoSpringAi() {
		this.withoutKey
			.withClassLoader(new FilteredClassLoader(Prompt.class.getPackageName().replace(".chat.prompt", "")))
			.run((context) -> assertThat(context).hasSingleBean(ServedPrompts.class));
	}

}
