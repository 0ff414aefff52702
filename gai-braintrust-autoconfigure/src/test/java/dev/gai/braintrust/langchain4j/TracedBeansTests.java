package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.memory.ChatMemoryAccess;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderResult;
import org.junit.jupiter.api.Test;

import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.DebugInterceptor;
import org.springframework.aop.support.AopUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What happens to beans of an application, whatever they are like.
 */
class TracedBeansTests {

	private final Traces traces = new Traces(LangChain4jResponseReaders.all().toArray(new ResponseReader<?>[0]));

	private final LangChain4jBeanPostProcessor processor = new LangChain4jBeanPostProcessor(this.traces::tracer,
			(tools) -> tools);

	private final ToolTracing tracing = new ToolTracing(this.traces::tracer, (tools) -> tools);

	@Test
	void leavesOtherBeansAlone() {
		Object other = new Object();
		assertThat(this.processor.postProcessAfterInitialization(other, "other")).isSameAs(other);
		Runnable proxy = (Runnable) new ProxyFactory(Runnable.class, new DebugInterceptor()).getProxy();
		assertThat(this.processor.postProcessAfterInitialization(proxy, "proxy")).isSameAs(proxy);
	}

	@Test
	void keepsTheTypeOfAModel() {
		assertThat(traced(new Model())).isInstanceOf(Model.class).matches(AopUtils::isCglibProxy);
	}

	@Test
	void leavesAModelAloneThatCannotBeExtended() {
		FinalModel model = new FinalModel();
		assertThat(traced(model)).isSameAs(model);
		HalfFinalModel half = new HalfFinalModel();
		assertThat(traced(half)).isSameAs(half);
		ChatModel anonymous = new Model() {
		};
		assertThat(traced(anonymous).chat("hi")).isEqualTo("Paris");
	}

	@Test
	void addsToAProxyThatIsThereAlready() {
		Model proxy = advised(new Model());
		assertThat(traced(proxy)).isSameAs(proxy);

		proxy.chat("hi");

		assertThat(this.traces.names()).containsExactly("chat");
	}

	@Test
	void leavesTheProxyOfAScopedBeanAlone() {
		ProxyFactory factory = new ProxyFactory();
		factory.setTargetSource(new TargetSource() {

			@Override
			public Class<?> getTargetClass() {
				return Model.class;
			}

			@Override
			public boolean isStatic() {
				return false;
			}

			@Override
			public Object getTarget() {
				return traced(new Model());
			}

		});
		factory.setInterfaces(ChatModel.class);
		ChatModel scoped = traced((ChatModel) factory.getProxy());

		scoped.chat("hi");

		assertThat(this.traces.names()).containsExactly("chat");
	}

	@Test
	void tracesEveryWayToChat() {
		Model model = traced(new Model());

		assertThat(model.chat("hi")).isEqualTo("Paris");
		assertThat(model.chat(UserMessage.from("hi")).aiMessage().text()).isEqualTo("Paris");
		assertThat(model.chat(List.of(UserMessage.from("hi"))).aiMessage().text()).isEqualTo("Paris");
		assertThat(model.chat(request()).aiMessage().text()).isEqualTo("Paris");

		assertThat(this.traces.spans()).hasSize(4).allSatisfy((span) -> {
			assertThat(span.record().response().usage().input()).isEqualTo(9);
			assertThat(span.input().toString()).contains("hi");
		});
	}

	@Test
	void leavesWhatIsNoRequestToTheModel() {
		Model model = traced(new Model());

		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> model.chat((String) null));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> model.chat(List.of()));
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> model.chat((ChatRequest) null));
		assertThat(model.supportedCapabilities()).isEmpty();

		assertThat(this.traces.spans()).isEmpty();
	}

	@Test
	void callsTheMethodThatTheModelHasItself() {
		ChatModel model = traced(new OldModel());

		assertThat(model.chat(request()).aiMessage().text()).isEqualTo("old");
		assertThat(model.chat("hi")).isEqualTo("own text");

		assertThat(this.traces.spans()).hasSize(2);
	}

	@Test
	void tracesErrors() {
		ChatModel model = traced(new FailingModel());

		assertThatIllegalStateException().isThrownBy(() -> model.chat("hi")).withMessage("away");
		assertThatIllegalStateException().isThrownBy(() -> model.chat(request())).withMessage("away");

		assertThat(this.traces.spans()).hasSize(2)
			.allSatisfy((span) -> assertThat(span.record().error()).hasMessage("away"));
	}

	@Test
	void tracesAStreamThatFailsBeforeItStarts() {
		StreamingChatModel model = traced(new FailingStreamingModel());

		assertThatIllegalStateException().isThrownBy(() -> model.chat("hi", new StreamingChatResponseHandler() {

			@Override
			public void onCompleteResponse(ChatResponse response) {
			}

			@Override
			public void onError(Throwable error) {
			}

		}));

		assertThat(this.traces.only().record().error()).hasMessage("away");
	}

	@Test
	void tracesWhatTheHandlerOfAStreamCallsOnTheSameThread() {
		ChatModel inner = new ListenedModel(new TracingChatModelListener(this.traces.tracer()));
		StreamingChatModel model = traced(new SameThreadModel());
		GenAiTracer tracer = this.traces.tracer();

		tracer.agent("a").run((span) -> model.chat("hi", new StreamingChatResponseHandler() {

			@Override
			public void onCompleteResponse(ChatResponse response) {
				inner.chat("again");
			}

			@Override
			public void onError(Throwable error) {
			}

		}));
		model.chat("hi", new StreamingChatResponseHandler() {

			@Override
			public void onCompleteResponse(ChatResponse response) {
				inner.chat("again");
			}

			@Override
			public void onError(Throwable error) {
			}

		});

		assertThat(this.traces.names()).containsExactly("chat", "chat", "invoke_agent a", "chat", "chat");
		String agent = this.traces.named("invoke_agent a").id();
		assertThat(this.traces.spans().subList(0, 2)).extracting(EndedSpan::parentId).containsOnly(agent);
		assertThat(this.traces.spans().subList(3, 5)).allMatch(EndedSpan::isRoot);
	}

	@Test
	void doesNothingWithoutATracer() {
		LangChain4jBeanPostProcessor idle = new LangChain4jBeanPostProcessor(() -> null, (tools) -> tools);

		ChatModel model = (ChatModel) idle.postProcessAfterInitialization(new Model(), "model");
		EmbeddingModel vectors = (EmbeddingModel) idle.postProcessAfterInitialization(new Vectors(), "vectors");
		Assistant assistant = (Assistant) idle
			.postProcessAfterInitialization(assistant(new CallingModel("weather")).build(), "assistant");

		assertThat(model.chat("hi")).isEqualTo("Paris");
		assertThat(vectors.embed("a").content().dimension()).isEqualTo(1);
		assertThat(assistant.ask("hi")).isEqualTo("done: Sunny");
	}

	@Test
	void doesNothingWhileTheTracerCannotBeMade() {
		LangChain4jBeanPostProcessor early = new LangChain4jBeanPostProcessor(() -> {
			throw new IllegalStateException("in creation");
		}, (tools) -> tools);

		ChatModel model = (ChatModel) early.postProcessAfterInitialization(new Model(), "model");

		assertThat(model.chat("hi")).isEqualTo("Paris");
	}

	@Test
	void tracesEveryWayToEmbed() {
		EmbeddingModel model = traced(new Vectors());

		model.embed("a");
		model.embed(TextSegment.from("a"));
		model.embedAll(List.of(TextSegment.from("a")));
		model.embed(EmbeddingRequest.builder().input("a").build());
		assertThat(model.dimension()).isEqualTo(1);

		assertThat(this.traces.spans()).hasSize(4).allSatisfy((span) -> {
			assertThat(span.name()).isEqualTo("embeddings");
			assertThat(span.input()).isEqualTo(List.of("a"));
			assertThat(span.record().response().embeddings()).isEqualTo(1);
			assertThat(span.record().response().usage().input()).isEqualTo(3);
		});
	}

	@Test
	void tracesEmbeddingsThatFail() {
		EmbeddingModel model = traced(new FailingVectors());

		assertThatIllegalStateException().isThrownBy(() -> model.embed("a"));

		assertThat(this.traces.only().record().error()).hasMessage("away");
	}

	@Test
	void tracesEmbeddingsOfAModelThatIsNoBeanThroughTheListener() {
		EmbeddingModel model = new Vectors().addListener(new TracingEmbeddingModelListener(this.traces.tracer()));
		EmbeddingModel failing = new FailingVectors()
			.addListener(new TracingEmbeddingModelListener(this.traces.tracer()));

		model.embed("a");
		assertThatIllegalStateException().isThrownBy(() -> failing.embed("a"));

		assertThat(this.traces.spans()).hasSize(2).extracting(EndedSpan::name).containsOnly("embeddings");
		assertThat(this.traces.spans().get(0).record().response().usage().input()).isEqualTo(3);
		assertThat(this.traces.spans().get(1).record().error()).hasMessage("away");
	}

	@Test
	void doesNotTraceEmbeddingsOfABeanWithTheListenerTwice() {
		EmbeddingModel listening = new Vectors().addListener(new TracingEmbeddingModelListener(this.traces.tracer()));
		EmbeddingModel model = traced(advisedThroughInterface(listening));

		model.embed("a");

		assertThat(this.traces.spans()).hasSize(1);
	}

	@Test
	void tracesToolsThatRunAtTheSameTimeBelowTheirService() {
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			Assistant assistant = traced(
					assistant(new CallingModel("weather", "time")).executeToolsConcurrently(executor).build());

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
		assertThat(tool.execute(call("t", "no json"), null)).isEqualTo("ok");
		assertThat(tool.execute(call("t", null), null)).isEqualTo("ok");
		assertThat(this.tracing.around(tool)).isSameAs(tool);
		assertThat(this.traces.spans().get(0).input()).isEqualTo("no json");
		assertThat(this.traces.spans().get(1).input()).isNull();
	}

	@Test
	void leavesAServiceWithAnAnnotationToIt() {
		Assistant assistant = traced(assistant(new CallingModel()).build());

		assistant.agent("hi");

		assertThat(this.traces.names()).doesNotContain("Assistant.agent");
	}

	@Test
	void tracesAServiceOnceWhoseMethodCallsAnother() {
		Assistant assistant = traced(assistant(new CallingModel()).build());

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

	private static AiServices<Assistant> assistant(ChatModel model) {
		return AiServices.builder(Assistant.class).chatModel(model).tools(new Weather());
	}

	private static Model advised(Model model) {
		ProxyFactory factory = new ProxyFactory(model);
		factory.setProxyTargetClass(true);
		return (Model) factory.getProxy();
	}

	private static EmbeddingModel advisedThroughInterface(EmbeddingModel model) {
		return (EmbeddingModel) new ProxyFactory(model).getProxy();
	}

	private static ChatRequest request() {
		return ChatRequest.builder().messages(UserMessage.from("hi")).build();
	}

	private static ToolExecutionRequest call(String name, String arguments) {
		return ToolExecutionRequest.builder().id("call-0").name(name).arguments(arguments).build();
	}

	public interface Assistant {

		String ask(String question);

		@TracedAgent(name = "a")
		String agent(String question);

		default String twice(String question) {
			ask(question);
			return ask(question);
		}

	}

	interface RememberingAssistant extends ChatMemoryAccess {

		String remember(@MemoryId int id, @dev.langchain4j.service.UserMessage String question);

	}

	static class Model implements ChatModel {

		@Override
		public ChatResponse doChat(ChatRequest request) {
			return ChatResponse.builder().aiMessage(AiMessage.from("Paris")).tokenUsage(new TokenUsage(9, 2)).build();
		}

	}

	static final class FinalModel extends Model {

	}

	static class HalfFinalModel extends Model {

		final String name() {
			return "half";
		}

	}

	static class OldModel implements ChatModel {

		@Override
		public ChatResponse chat(ChatRequest request) {
			return ChatResponse.builder().aiMessage(AiMessage.from("old")).build();
		}

		@Override
		public String chat(String text) {
			return "own text";
		}

	}

	static class FailingModel implements ChatModel {

		@Override
		public ChatResponse doChat(ChatRequest request) {
			throw new IllegalStateException("away");
		}

	}

	static class FailingStreamingModel implements StreamingChatModel {

		@Override
		public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
			throw new IllegalStateException("away");
		}

	}

	static class SameThreadModel implements StreamingChatModel {

		@Override
		public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
			handler.onPartialThinking(new PartialThinking("Hmm."));
			handler.onPartialResponse("Paris");
			handler.onCompleteResponse(ChatResponse.builder().aiMessage(AiMessage.from("Paris")).build());
		}

	}

	static class ListenedModel extends Model {

		private final ChatModelListener listener;

		ListenedModel(ChatModelListener listener) {
			this.listener = listener;
		}

		@Override
		public List<ChatModelListener> listeners() {
			return List.of(this.listener);
		}

	}

	/** Calls tools once, and then says what they said. */
	static class CallingModel implements ChatModel {

		private final List<String> tools;

		CallingModel() {
			this.tools = List.of();
		}

		CallingModel(String... tools) {
			this.tools = List.of(tools);
		}

		@Override
		public ChatResponse doChat(ChatRequest request) {
			ChatMessage last = request.messages().get(request.messages().size() - 1);
			AiMessage answer = (last instanceof UserMessage && !this.tools.isEmpty())
					? AiMessage.from(this.tools.stream().map((tool) -> call(tool, "{}")).toList())
					: AiMessage.from("done: " + ((last instanceof ToolExecutionResultMessage r) ? r.text() : "none"));
			return ChatResponse.builder().aiMessage(answer).build();
		}

	}

	static class Archive implements ContentRetriever {

		@Override
		public List<Content> retrieve(Query query) {
			return List.of(Content.from(TextSegment.from("Bamboo", Metadata.from("page", "7")),
					Map.of(ContentMetadata.SCORE, 0.9)), Content.from("Grass"));
		}

	}

	static class ClosedArchive implements ContentRetriever {

		@Override
		public List<Content> retrieve(Query query) {
			throw new IllegalStateException("away");
		}

	}

	static class Vectors implements EmbeddingModel {

		@Override
		public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
			return Response.from(segments.stream().map((segment) -> Embedding.from(new float[] { 1 })).toList(),
					new TokenUsage(3));
		}

	}

	static class FailingVectors implements EmbeddingModel {

		@Override
		public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
			throw new IllegalStateException("away");
		}

	}

	static class Tools implements ToolProvider {

		@Override
		public ToolProviderResult provideTools(dev.langchain4j.service.tool.ToolProviderRequest request) {
			return ToolProviderResult.builder()
				.add(ToolSpecification.builder().name("lookup").build(),
						(call, memoryId) -> "found " + call.arguments())
				.build();
		}

	}

	static class Weather {

		@Tool
		String weather() {
			return "Sunny";
		}

		@Tool
		String time() {
			return "Noon";
		}

	}

}
