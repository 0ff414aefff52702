package dev.gai.braintrust.sample.setup;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.gai.braintrust.sample.collector.Collector;
import dev.gai.braintrust.sample.scripted.ScriptedLlm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class EmbeddedServersTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final GenericApplicationContext context = new GenericApplicationContext();

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void embedsBothWithoutKeys() {
		Environment started = start();
		assertThat(this.context.getBean(Setup.class)).isEqualTo(new Setup(true, true));
		assertThat(started.getProperty("sample.llm.provider")).isEqualTo("scripted");
		assertThat(started.getProperty("sample.llm.base-url"))
			.isEqualTo(this.context.getBean(ScriptedLlm.class).baseUrl())
			.matches("http://127\\.0\\.0\\.1:\\d+/v1");
		assertThat(started.getProperty("gai.braintrust.api-url"))
			.isEqualTo(this.context.getBean(Collector.class).url());
		assertThat(started.getProperty("gai.braintrust.api-key")).isNotBlank();
	}

	@Test
	void callsGroqWithItsKey() {
		this.environment.withProperty("GROQ_API_KEY", "gsk").withProperty("OPENAI_API_KEY", "sk");
		Environment started = start();
		assertThat(this.context.getBean(Setup.class)).isEqualTo(new Setup(false, true));
		assertThat(this.context.getBeansOfType(ScriptedLlm.class)).isEmpty();
		assertThat(started.getProperty("sample.llm.base-url")).isEqualTo("https://api.groq.com/openai/v1");
		assertThat(started.getProperty("sample.llm.api-key")).isEqualTo("gsk");
		assertThat(started.getProperty("sample.llm.model")).isEqualTo("llama-3.3-70b-versatile");
	}

	@Test
	void callsOpenAiWithItsKey() {
		this.environment.withProperty("GROQ_API_KEY", "").withProperty("OPENAI_API_KEY", "sk");
		Environment started = start();
		assertThat(started.getProperty("sample.llm.provider")).isEqualTo("openai");
		assertThat(started.getProperty("sample.llm.base-url")).isEqualTo("https://api.openai.com/v1");
	}

	@Test
	void letsAnySettingWin() {
		this.environment.withProperty("OPENAI_API_KEY", "sk")
			.withProperty("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
			.withProperty("sample.llm.model", "another");
		Environment started = start();
		assertThat(started.getProperty("sample.llm.base-url")).isEqualTo("http://127.0.0.1:1/v1");
		assertThat(started.getProperty("sample.llm.model")).isEqualTo("another");
	}

	@Test
	void leavesDeliveryAloneWithAKeyOfBraintrust() {
		this.environment.withProperty("BRAINTRUST_API_KEY", "sk-bt");
		Environment started = start();
		assertThat(this.context.getBean(Setup.class)).isEqualTo(new Setup(true, false));
		assertThat(this.context.getBeansOfType(Collector.class)).isEmpty();
		assertThat(started.containsProperty("gai.braintrust.api-url")).isFalse();
		assertThat(started.containsProperty("gai.braintrust.api-key")).isFalse();
	}

	@Test
	void takesQuotesOffADotEnvFileOnly() {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("Config resource 'file [.env]'", Map.of("BRAINTRUST_PROJECT_NAME",
					"\"Your Project\"", "OTHER", "'x'", "PLAIN", "a\"b", "ONE", "\"")));
		this.environment.withProperty("QUOTED", "\"y\"");
		Environment started = start();
		assertThat(started.getProperty("BRAINTRUST_PROJECT_NAME")).isEqualTo("Your Project");
		assertThat(started.getProperty("OTHER")).isEqualTo("x");
		assertThat(started.getProperty("PLAIN")).isEqualTo("a\"b");
		assertThat(started.getProperty("ONE")).isEqualTo("\"");
		assertThat(started.getProperty("QUOTED")).isEqualTo("\"y\"");
	}

	@Test
	void readsADotEnvFileAsTheGuideWritesIt(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve(".env"), """
				# AI Provider Configuration
				GROQ_API_KEY=your_groq_api_key_here

				BRAINTRUST_API_KEY=your_braintrust_api_key_here
				BRAINTRUST_PROJECT_NAME="Your Project Name"
				""");
		try (ConfigurableApplicationContext started = new SpringApplicationBuilder(Nothing.class)
			.web(WebApplicationType.NONE)
			.initializers(new EmbeddedServers())
			.run("--spring.config.import=optional:file:" + directory + "/.env[.properties]")) {
			assertThat(started.getBean(Setup.class)).isEqualTo(new Setup(false, false));
			assertThat(started.getEnvironment().getProperty("sample.llm.api-key")).isEqualTo("your_groq_api_key_here");
			assertThat(started.getEnvironment().getProperty("BRAINTRUST_PROJECT_NAME")).isEqualTo("Your Project Name");
		}
	}

	@Test
	void takesAnyFreePortWhenItEndsByItself() {
		this.environment.withProperty("exit", "");
		assertThat(start().getProperty("sample.default-port")).isEqualTo("0");
	}

	@Test
	void seesThatAPortIsTaken() throws IOException {
		int port;
		try (ServerSocket taken = new ServerSocket(0)) {
			port = taken.getLocalPort();
			assertThat(WebPort.isFree(port)).isFalse();
		}
		assertThat(WebPort.isFree(port)).isTrue();
	}

	private Environment start() {
		this.context.setEnvironment(this.environment);
		new EmbeddedServers().initialize(this.context);
		this.context.refresh();
		return this.environment;
	}

	private static final class Nothing {

	}

}
