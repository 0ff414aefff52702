package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.request.server.ClientAddresses;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.SpanPreparation;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.EmbeddingModel;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of this door.
 */
final class LangChain4jSpans {

	private LangChain4jSpans() {
	}

	/**
	 * A call of a chat model.
	 * @param tracer the tracer
	 * @param request the request, with all its parameters
	 * @param provider the provider
	 * @return the started span
	 */
	static ActiveSpan chat(GenAiTracer tracer, ChatRequest request, @Nullable ModelProvider provider) {
		return chat(tracer, request, () -> provider, request::parameters);
	}

	/**
	 * A call of a chat model whose own parameters apply where the request has none.
	 * @param tracer the tracer
	 * @param request the request
	 * @param provider the provider
	 * @param parameters the parameters of the model
	 * @return the started span
	 */
	static ActiveSpan chat(GenAiTracer tracer, ChatRequest request, Supplier<@Nullable ModelProvider> provider,
			Supplier<ChatRequestParameters> parameters) {
		return start(tracer, SpanType.LLM, "", (span) -> {
			span.provider(ModelProviders.of(provider.get()));
			ServiceConversation conversation = ServiceConversation.around(tracer.starter().currentObservation());
			span.conversationId((conversation != null) ? conversation.id() : null);
			ChatRequestShape.write(request, parameters.get().overrideWith(request.parameters()), span);
		});
	}

	static ActiveSpan embeddings(GenAiTracer tracer, EmbeddingModel model, Supplier<@Nullable List<String>> texts) {
		ActiveSpan started = start(tracer, SpanType.EMBEDDINGS, "", (span) -> {
			// What LangChain4j says of a model that does not say its name.
			String name = model.modelName();
			span.model("unknown".equals(name) ? null : name).input(texts.get());
			span.provider(ModelProviders.of(model.provider()));
		});
		started.presumeServer(ClientAddresses.of(model));
		return started;
	}

	static ActiveSpan start(GenAiTracer tracer, SpanType type, String name, SpanPreparation preparation) {
		return tracer.starter().start(new SpanSpec(type, name, null, "langchain4j", Capture.INHERIT), preparation);
	}

}
