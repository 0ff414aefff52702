package dev.gai.braintrust.autoconfigure;

import java.io.IOException;

import dev.gai.braintrust.ApprovedFile;
import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Each wrong setting stops an application, whatever bean would have met the setting
 * first, with one message instead of a stack trace: what is wrong, its value unless that
 * may be a secret, where it was set and what to write. Keeps
 * {@code docs/settings-errors.md} equal to what is printed. Some applications have all
 * auto-configuration that there is, the others what checks settings before there is a
 * bean, which starts in a tenth of the time; {@code .ci/wrong-settings} tries all of them
 * in a packaged application.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class SettingsErrorsTests {

	private static final String TITLE = "APPLICATION FAILED TO START";

	private static final int WHOLE_EVERY = 25;

	@Test
	void areOneMessageEach(CapturedOutput output) throws IOException {
		StringBuilder document = new StringBuilder("""
				# Wrong settings

				The messages of an application that is started with a wrong setting. `SettingsErrorsTests` starts one
				with each setting and writes this page; do not edit. The messages also say where the setting was made.

				| Settings | Description | Action |
				|---|---|---|
				""");
		int number = 0;
		for (WrongSettings wrong : WrongSettings.all()) {
			int before = output.getAll().length();
			Class<?> application = (number++ % WHOLE_EVERY == 0) ? Application.class : OwnApplication.class;
			assertThatException().isThrownBy(() -> application(application).run(wrong
				.arguments("--spring.main.banner-mode=off", "--gai.braintrust.api-key=" + BraintrustServer.KEY)));
			document.append(row(wrong, output.getAll().substring(before)));
		}
		new ApprovedFile("settings-errors.md").matches(document.toString());
	}

	private static String row(WrongSettings wrong, String printed) {
		assertThat(printed).as(wrong.toString())
			.containsOnlyOnce(TITLE)
			.contains("Property '" + wrong.property() + "' ")
			.contains(wrong.problem())
			.containsPattern("Action:\\s+Write ")
			.doesNotContain(BraintrustServer.KEY)
			.doesNotContain("Caused by")
			.doesNotContain("\tat ");
		String description = between(printed, "Description:", "Action:").replaceAll(", set in \".*\"\\.", ".");
		String action = printed.substring(printed.indexOf("Action:") + "Action:".length()).strip();
		String set = String.join(", ", wrong.settings()).replace("|", "\\|");
		return "| `" + set + "` | " + description.replace("|", "\\|") + " | " + action + " |\n";
	}

	private static String between(String text, String from, String to) {
		return text.substring(text.indexOf(from) + from.length(), text.indexOf(to)).strip();
	}

	private static SpringApplication application(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BraintrustAutoConfiguration.class, BraintrustExportAutoConfiguration.class,
			SslAutoConfiguration.class })
	static class OwnApplication {

	}

}
