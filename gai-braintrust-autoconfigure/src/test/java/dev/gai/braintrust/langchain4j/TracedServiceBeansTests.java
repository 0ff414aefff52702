package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.gai.braintrust.langchain4j.SomeBeans.Archive;
import dev.gai.braintrust.langchain4j.SomeBeans.Assistant;
import dev.gai.braintrust.langchain4j.SomeBeans.CallingModel;
import dev.gai.braintrust.langchain4j.SomeBeans.ClosedArchive;
import dev.gai.braintrust.langchain4j.SomeBeans.FailingModel;
import dev.gai.braintrust.langchain4j.SomeBeans.RememberingAssistant;
import dev.gai.braintrust.langchain4j.SomeBeans.Tools;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolProvider;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What happens to AI services, and to the tools and retrievers that they use.
 */
class TracedServiceBeansTests {

	private final Traces traces = new Traces(LangChain4jResponseReaders.all().toArray(new ResponseReader<?>[0]));

	private final LangChain4jBeanPostProcessor processor = new LangChain4jBeanPostProcessor(this.traces::tracer,
			(tools) -> tools);

	private final ToolTracing tracing = new ToolTracing(this.traces::tracer, (tools) -> tools);

	@Test
	void tracesToolsThatRunAtTheSameTimeBelowTheirService() {
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			Assistant assistant = traced(SomeBeans.assistant(new CallingModel("weather", "time"))
				.executeToolsConcurrently(executor)
				.build());

			assistant.ask("hi");

			EndedSpan service = this.traces.named("Assistant.ask");
			assertThat(this.traces.names()).contains("execute_tool weather", "execute_tool time");
			assertThat(this.traces.named("execute_tool weather").parentId()).isEqualTo(service.id());
			assertThat(this.traces.named("execute_tool time").parentId()).isEqualTo(service.id());
		}
		finally {
			executor.shutdown();
		}
	}

	@Test
	void tracesToolsOfAProvider() {
		ToolProvider provider = traced(new Tools());
		Assistant assistant = traced(AiServices.builder(Assistant.class)
			.chatModel(traced(new CallingModel("lookup")))
			.toolProvider(provider)
			.build());

		assertThat(assistant.ask("hi")).isEqualTo("done: found {}");

		EndedSpan tool = this.traces.named("execute_tool lookup");
		assertThat(tool.output()).isEqualTo("found {}");
		assertThat(tool.parameter("tool_call_id")).isEqualTo("call-0");
		assertThat(tool.parentId()).isEqualTo(this.traces.named("Assistant.ask").id());
	}

	@Test
	void tracesARetrievalBelowTheServiceThatAsksForIt() {
		Assistant assistant = traced(AiServices.builder(Assistant.class)
			.chatModel(traced(new CallingModel()))
			.contentRetriever(traced(new Archive()))
			.build());

		assistant.ask("hi");

		EndedSpan retrieval = this.traces.named("retrieval Archive");
		assertThat(retrieval.parentId()).isEqualTo(this.traces.named("Assistant.ask").id());
		assertThat(retrieval.input()).isEqualTo("hi");
		assertThat(retrieval.output())
			.isEqualTo(List.of(Map.of("score", 0.9, "content", "Bamboo", "metadata", Map.of("page", "7")),
					Map.of("content", "Grass", "metadata", Map.of())));
	}

	@Test
	void tracesARetrievalThatFails() {
		ContentRetriever retriever = traced(new ClosedArchive());

		assertThatIllegalStateException().isThrownBy(() -> retriever.retrieve(Query.from("hi")));

		assertThat(this.traces.only().record().error()).hasMessage("away");
	}

	@Test
	void tracesAToolThatReturnsAnErrorAndOneThatIsGivenNoJson() {
		TracedToolExecutor tool = (TracedToolExecutor) this.tracing.around((request, memoryId) -> "ok");
		assertThat(tool.execute(SomeBeans.call("t", "no json"), null)).isEqualTo("ok");
		assertThat(tool.execute(SomeBeans.call("t", null), null)).isEqualTo("ok");
		assertThat(this.tracing.around(tool)).isSameAs(tool);
		assertThat(this.traces.spans().get(0).input()).isEqualTo("no json");
		assertThat(this.traces.spans().get(1).input()).isNull();
	}

	@Test
	void leavesAServiceWithAnAnnotationToIt() {
		Assistant assistant = traced(SomeBeans.assistant(new CallingModel()).build());

		assistant.agent("hi");

		assertThat(this.traces.names()).doesNotContain("Assistant.agent");
	}

	@Test
	void tracesAServiceOnceWhoseMethodCallsAnother() {
		Assistant assistant = traced(SomeBeans.assistant(new CallingModel()).build());

		assertThat(assistant.twice("hi")).isEqualTo("done: none");

		assertThat(this.traces.names()).containsOnlyOnce("Assistant.twice").doesNotContain("Assistant.ask");
	}

	@Test
	void writesTheArgumentsOfAServiceByName() {
		RememberingAssistant assistant = traced(AiServices.builder(RememberingAssistant.class)
			.chatModel(new CallingModel())
			.chatMemoryProvider((id) -> MessageWindowChatMemory.withMaxMessages(9))
			.build());

		assistant.remember(7, "hi");
		assistant.evictChatMemory(7);
		assertThat(assistant).hasToString(assistant.toString());

		assertThat(this.traces.named("RememberingAssistant.remember").input())
			.isEqualTo(Map.of("id", 7, "question", "hi"));
	}

	@Test
	void marksAServiceThatFails() {
		Assistant assistant = traced(AiServices.builder(Assistant.class).chatModel(new FailingModel()).build());

		assertThatIllegalStateException().isThrownBy(() -> assistant.ask("hi"));

		assertThat(this.traces.only().record().error()).hasMessage("away");
	}

	@SuppressWarnings("unchecked")
	private <T> T traced(T bean) {
		return (T) this.processor.postProcessAfterInitialization(bean, "bean");
	}

}
