package dev.gai.braintrust.trace;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.SpanLabels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an agent says of the work that it does stands on the rows of the calls that it
 * makes, too, by which they are found and paid for.
 */
class AgentMetadataTests {

	private final Traces traces = new Traces();

	@AfterEach
	void stop() {
		OpenContext.clear();
	}

	@Test
	void isOnEachCallOfAModelBelow() {
		tracer().agent("a").run((agent) -> {
			agent.metadata("user_id", "u").metadata("business.size", List.of(1, 2)).tag("beta").conversationId("c");
			agent.costCenter("sales", null).experiment("style", "b");
			call("direct");
			tracer().step("s").run((step) -> tracer().tool("t").run((tool) -> call("deep")));
		});

		for (String model : List.of("direct", "deep")) {
			assertThat(labels(model).metadata()).containsAllEntriesOf(Map.of("user_id", "u", "business.size",
					List.of(1, 2), "cost.center", "sales", "experiment.name", "style", "experiment.variant", "b"));
			assertThat(labels(model).tags()).containsExactly("beta");
			assertThat(span(model).record().request().conversationId()).isEqualTo("c");
		}
		assertThat(labels("execute_tool t").metadata()).doesNotContainKey("user_id");
	}

	@Test
	void leavesOutWhatIsTrueOfTheAgentAlone() {
		tracer().agent("a").run((agent) -> {
			agent.metadata("agent.type", "planner").metadata("agent.task", "plan").feedback("good");
			call("m");
		});

		assertThat(labels("m").metadata().keySet()).noneMatch((key) -> key.matches("(agent|eval)\\..*"));
	}

	@Test
	void ofSeveralAgentsTheNearestWins() {
		tracer().agent("outer").run((outer) -> {
			outer.metadata("user_id", "outer").metadata("session_id", "s").conversationId("c");
			tracer().agent("inner").run((inner) -> {
				inner.metadata("user_id", "inner");
				call("m");
			});
			call("after");
		});

		assertThat(labels("m").metadata()).containsAllEntriesOf(Map.of("user_id", "inner", "session_id", "s"));
		assertThat(span("m").record().request().conversationId()).isEqualTo("c");
		assertThat(labels("after").metadata()).containsAllEntriesOf(Map.of("user_id", "outer", "session_id", "s"));
	}

	@Test
	void whatIsOpenedInsideTheAgentWinsAndWhatIsOpenAroundItDoesNot() {
		try (GenAiContext.Scope around = GenAiContext.session("around").user("around").open()) {
			tracer().agent("a").run((agent) -> {
				agent.metadata("user_id", "agent").metadata("session_id", "agent").metadata("kept", 1);
				try (GenAiContext.Scope inside = GenAiContext.empty().user("inside").open()) {
					call("m");
				}
				tracer().llm("p", "own").metadata("kept", 2).run((span) -> span.conversationId("own"));
			});
		}

		assertThat(labels("m").metadata())
			.containsAllEntriesOf(Map.of("user_id", "inside", "session_id", "agent", "kept", 1));
		assertThat(labels("own").metadata())
			.containsAllEntriesOf(Map.of("user_id", "agent", "session_id", "agent", "kept", 2));
		assertThat(span("own").record().request().conversationId()).isEqualTo("own");
	}

	@Test
	void aStepMaySayItOtherwise() {
		try (GenAiContext.Scope around = GenAiContext.empty().user("around").open()) {
			tracer().agent("a").run((agent) -> {
				agent.costCenter("outer", "p").metadata("user_id", "agent");
				tracer().step("s").run((step) -> {
					step.costCenter("inner", null).metadata("own", 1);
					tracer().agent("below").run((below) -> call("m"));
				});
			});
		}

		assertThat(labels("m").metadata())
			.containsAllEntriesOf(Map.of("cost.center", "inner", "cost.project", "p", "user_id", "agent"))
			.doesNotContainKey("own");
	}

	@Test
	void saysNothingOfTheCallThatTheCallSaysItself() {
		tracer().agent("a").run((agent) -> {
			agent.metadata("model", "agent's").metadata("temperature", 2);
			call("m");
		});

		assertThat(labels("m").isShared("model")).isTrue();
		assertThat(labels("m").isShared("temperature")).isTrue();
	}

	private GenAiTracer tracer() {
		return this.traces.tracer();
	}

	private void call(String model) {
		tracer().llm("p", model).run((span) -> {
		});
	}

	private SpanLabels labels(String name) {
		return span(name).record().labels();
	}

	private Traces.EndedSpan span(String name) {
		return this.traces.spans()
			.stream()
			.filter((span) -> span.record().spanName().matches("(chat )?" + name))
			.findFirst()
			.orElseThrow();
	}

}
