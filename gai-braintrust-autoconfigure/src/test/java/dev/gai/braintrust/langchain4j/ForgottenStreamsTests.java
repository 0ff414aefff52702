package dev.gai.braintrust.langchain4j;

import java.util.List;

import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.testing.Garbage;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Some models of LangChain4j say nothing when the connection breaks off in the middle of
 * a stream: neither the end nor an error. Such a call has a row nevertheless.
 */
@Tag("thorough")
class ForgottenStreamsTests {

	private final Traces traces = new Traces(LangChain4jResponseReaders.all().toArray(new ResponseReader<?>[0]));

	private final LangChain4jBeanPostProcessor processor = new LangChain4jBeanPostProcessor(this.traces::tracer,
			(tools) -> tools);

	@Test
	void keepsTheTextOfAStreamThatNobodyEnds() {
		traced(new BreakingModel(List.of())).chat("hi", new Nothing());

		assertLeft("chat");
		assertThat(this.traces.only().output()).asString().contains("Hel", "lo");
	}

	@Test
	void endsAStreamThatAListenerIsToldNothingMoreOf() {
		new BreakingModel(List.of(new TracingChatModelListener(this.traces.tracer()))).chat("hi", new Nothing());

		assertLeft("chat");
	}

	@Test
	void endsTheServiceAboveAStreamThatNobodyEnds() {
		Talker talker = traced(
				AiServices.builder(Talker.class).streamingChatModel(traced(new BreakingModel(List.of()))).build());

		talker.talk("hi").onPartialResponse((part) -> {
		}).ignoreErrors().start();

		assertLeft("Talker.talk");
		assertThat(this.traces.named("chat").parentId()).isEqualTo(this.traces.named("Talker.talk").id());
	}

	@Test
	void leavesOutAServiceWhoseStreamIsNeverStarted() {
		traced(AiServices.builder(Talker.class).streamingChatModel(new BreakingModel(List.of())).build()).talk("hi");

		Garbage.collectUntil(() -> this.traces.names().contains("Talker.talk"));
		assertThat(this.traces.only().record().placement().isLeftOut()).isTrue();
	}

	private void assertLeft(String name) {
		Garbage.collectUntil(() -> this.traces.names().contains(name));
		EndedSpan span = this.traces.named(name);
		assertThat(span.record().failure().cancelled()).isTrue();
		assertThat(span.record().error()).isNull();
	}

	@SuppressWarnings("unchecked")
	private <T> T traced(T bean) {
		return (T) this.processor.postProcessAfterInitialization(bean, "bean");
	}

	interface Talker {

		TokenStream talk(String text);

	}

	/** Forgets its handler after two parts. */
	static class BreakingModel implements StreamingChatModel {

		private final List<ChatModelListener> listeners;

		BreakingModel(List<ChatModelListener> listeners) {
			this.listeners = listeners;
		}

		@Override
		public List<ChatModelListener> listeners() {
			return this.listeners;
		}

		@Override
		public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
			handler.onPartialResponse("Hel");
			handler.onPartialResponse("lo");
		}

	}

	static class Nothing implements StreamingChatResponseHandler {

		@Override
		public void onCompleteResponse(ChatResponse response) {
		}

		@Override
		public void onError(Throwable error) {
		}

	}

}
