package dev.gai.braintrust.sample.agent;

import java.time.Duration;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.sample.llm.LlmSettings;
import dev.gai.braintrust.sample.setup.EmbeddedServers;
import dev.gai.braintrust.test.AutoConfigureTraces;
import dev.gai.braintrust.test.RecordedTraces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the agent does, not only what it answers. The model is the scripted one; keys that
 * happen to be set are taken away.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = { "GROQ_API_KEY=", "OPENAI_API_KEY=" })
@ContextConfiguration(initializers = EmbeddedServers.class)
@AutoConfigureTraces
@Tag("application")
class ResearchAgentTests {

	@Autowired
	private RecordedTraces traces;

	@Autowired
	private Researcher researcher;

	private String report;

	@BeforeEach
	void research() {
		this.report = this.researcher.research("How did media revenue develop?");
	}

	@Test
	void worksInFourSteps() {
		assertThat(this.traces.single()).hasTree("""
				invoke_agent researcher
				  step plan
				    chat *
				  step gather
				    chat *
				    execute_tool search
				  step analyse
				    ...
				  step write
				    chat *
				    execute_tool chart !
				    chat *
				""");
	}

	@Test
	void searchesBeforeItCalculates() {
		assertThat(this.traces.single()).calledTools("search", "calculator", "chart")
			.calledTool("calculator", (arguments) -> arguments.path("before").doubleValue(0) > 0)
			.hasAtMostSteps(5);
	}

	@Test
	void goesOnWithoutAChart() {
		assertThat(this.traces.single()).hasError(ErrorCategory.TOOL_FAILED);
		assertThat(this.traces.single().root().error()).isNull();
		assertThat(this.report).isNotBlank();
	}

	@Test
	void staysWithinItsBudget() {
		assertThat(this.traces.single()).hasAtMostModelCalls(5)
			.usedAtMostTokens(5_000)
			.tookAtMost(Duration.ofMinutes(1));
	}

	@Test
	void saysWhoPays() {
		assertThat(this.traces.single()).span("invoke_agent researcher")
			.hasTag("research")
			.hasMetadata("cost.center", "research_team")
			.hasOutputContaining(this.report.lines().findFirst().orElseThrow());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(LlmSettings.class)
	@ComponentScan(basePackageClasses = { Researcher.class, LlmClient.class })
	static class Agent {

	}

}
