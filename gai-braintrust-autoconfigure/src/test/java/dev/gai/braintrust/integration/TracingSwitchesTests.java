package dev.gai.braintrust.integration;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.autoconfigure.BraintrustAutoConfiguration;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The switches of an application that decide whether annotated methods are traced.
 */
@Tag("application")
class TracingSwitchesTests {

	private final List<String> observed = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ObservationAutoConfiguration.class,
				BraintrustAutoConfiguration.class))
		.withBean(ObservationHandler.class, () -> new Recorder(this.observed))
		.withBean(Search.class, SearchTool::new);

	@Test
	void tracesWithoutAutomaticProxies() {
		this.runner.withPropertyValues("spring.aop.auto=false").run((context) -> {
			assertThat(context.getBean(Search.class).search("a")).isEqualTo("found a");
			assertThat(this.observed).containsExactly("execute_tool search");
		});
	}

	@Test
	void tracesThroughInterfacesWhereToldSo() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Search.class))).isTrue();
			context.getBean(Search.class).search("a");
			assertThat(this.observed).containsExactly("execute_tool search");
		});
	}

	@Test
	void worksUntracedWhereObservationsAreSwitchedOff() {
		this.runner.withPropertyValues("management.observations.enable.gai=false").run((context) -> {
			assertThat(context.getBean(Search.class).search("a")).isEqualTo("found a");
			assertThat(this.observed).isEmpty();
		});
	}

	@Test
	void advisesNothingWhenDisabled() {
		this.runner.withPropertyValues("gai.braintrust.enabled=false").run((context) -> {
			assertThat(AopUtils.isAopProxy(context.getBean(Search.class))).isFalse();
			assertThat(context.getBean(Search.class).search("a")).isEqualTo("found a");
			assertThat(context.getBean(GenAiTracer.class)
				.tool("t")
				.<String, RuntimeException>call((span) -> "b" + span.spanId())).isEqualTo("bnull");
			assertThat(this.observed).isEmpty();
		});
	}

	interface Search {

		String search(String query);

	}

	static class SearchTool implements Search {

		@Override
		@AgentTool(name = "search")
		public String search(String query) {
			GenAiSpan.current().metadata("k", query).score("s", 1);
			return "found " + query;
		}

	}

	private record Recorder(List<String> observed) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			this.observed.add(context.getContextualName());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
