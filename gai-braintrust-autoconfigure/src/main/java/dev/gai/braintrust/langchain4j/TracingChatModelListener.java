package dev.gai.braintrust.langchain4j;

import java.util.Map;
import java.util.function.Consumer;

import dev.gai.braintrust.completion.Abandoned;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.langchain4j.http.ProviderAnswer;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;

/**
 * Makes a span of each call of a chat model, streaming or not. LangChain4j's Boot
 * starters give it to the models that they make; to a model that is no bean it has to be
 * given by hand. Thread-safe.
 * <p>
 * A listener is not told of the parts of a stream, so that there is no time to the first
 * token; and it cannot keep a call from being made.
 *
 * @since 0.1.0
 */
public final class TracingChatModelListener implements ChatModelListener {

	private final GenAiTracer tracer;

	/**
	 * Creates a listener.
	 * @param tracer the tracer
	 */
	public TracingChatModelListener(GenAiTracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public void onRequest(ChatModelRequestContext context) {
		if (!TracedAlready.take()) {
			Guard.run("A call of LangChain4j is not traced", () -> start(context));
		}
	}

	private void start(ChatModelRequestContext context) {
		ActiveSpan span = LangChain4jSpans.chat(this.tracer, context.chatRequest(), context.modelProvider());
		ProviderAnswer sent = SentAnswer.awaiting(span);
		sent.await();
		context.attributes().put(this, new Call(span, sent));
		// Some streams end without a word when the connection breaks off.
		Abandoned.watch(context.attributes(), span::cancelled);
	}

	@Override
	public void onResponse(ChatModelResponseContext context) {
		end(context.attributes(), (call) -> SentAnswer.completed(call.span(), context.chatResponse(), call.sent()));
	}

	@Override
	public void onError(ChatModelErrorContext context) {
		end(context.attributes(), (call) -> call.span().failed(context.error()));
	}

	private void end(Map<Object, Object> attributes, Consumer<Call> ending) {
		if (attributes.remove(this) instanceof Call call) {
			try {
				ending.accept(call);
			}
			finally {
				call.sent().ended();
			}
		}
	}

	private record Call(ActiveSpan span, ProviderAnswer sent) {
	}

}
