package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.TracedAgent;
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
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
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

/**
 * Models and AI services that need no provider.
 */
final class SomeBeans {

	private SomeBeans() {
	}

	static AiServices<Assistant> assistant(ChatModel model) {
		return AiServices.builder(Assistant.class).chatModel(model).tools(new Weather());
	}

	static ToolExecutionRequest call(String name, String arguments) {
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
