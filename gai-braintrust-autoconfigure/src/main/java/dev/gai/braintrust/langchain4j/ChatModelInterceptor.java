package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.langchain4j.http.ProviderAnswer;
import dev.gai.braintrust.request.server.ClientAddresses;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.micrometer.observation.Observation;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Traces the calls of a chat model, streaming or not. It sees what a listener does not:
 * the parts of a stream, errors that are no exceptions, and the threads on which the
 * application's handler runs.
 */
final class ChatModelInterceptor implements MethodInterceptor {

	private final Supplier<@Nullable GenAiTracer> tracer;

	ChatModelInterceptor(Supplier<@Nullable GenAiTracer> tracer) {
		this.tracer = tracer;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		GenAiTracer available = this.tracer.get();
		@Nullable Object[] arguments = invocation.getArguments();
		ChatRequest request = invocation.getMethod().getName().equals("chat") ? request(arguments) : null;
		if (available == null || request == null) {
			return invocation.proceed();
		}
		Object model = invocation.getThis();
		int last = arguments.length - 1;
		if (model instanceof StreamingChatModel streaming
				&& arguments[last] instanceof StreamingChatResponseHandler handler) {
			Observation around = available.starter().currentObservation();
			ActiveSpan span = LangChain4jSpans.chat(available, request, streaming::provider,
					streaming::defaultRequestParameters);
			span.presumeServer(ClientAddresses.of(model));
			ProviderAnswer sent = SentAnswer.awaiting(span);
			arguments[last] = TracedStreamHandler.around(handler, span, around, sent);
			return run(invocation, span, sent);
		}
		if (model instanceof ChatModel chat) {
			ActiveSpan span = LangChain4jSpans.chat(available, request, chat::provider, chat::defaultRequestParameters);
			span.presumeServer(ClientAddresses.of(model));
			return isTextInTextOut(invocation, chat) ? text(chat, request, span) : answer(invocation, span);
		}
		return invocation.proceed();
	}

	private static @Nullable Object answer(MethodInvocation invocation, ActiveSpan span) throws Throwable {
		ProviderAnswer sent = SentAnswer.awaiting(span);
		Object response = run(invocation, span, sent);
		SentAnswer.completed(span, response, sent);
		return response;
	}

	@SuppressWarnings("NullAway") // a null result of the method passes through
	private static @Nullable Object run(MethodInvocation invocation, ActiveSpan span, ProviderAnswer sent)
			throws Throwable {
		try {
			return Scopes.inside(span.observation(), () -> TracedAlready.run(() -> sent.during(invocation::proceed)));
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
	}

	/**
	 * Whether the model has the method that takes a text and returns a text from
	 * LangChain4j. It hides the response, so that it is done here in the same way.
	 */
	private static boolean isTextInTextOut(MethodInvocation invocation, ChatModel model) {
		Method called = invocation.getMethod();
		Method own = ReflectionUtils.findMethod(model.getClass(), called.getName(), called.getParameterTypes());
		return called.getReturnType() == String.class && own != null && own.getDeclaringClass() == ChatModel.class;
	}

	private static @Nullable String text(ChatModel model, ChatRequest request, ActiveSpan span) {
		ProviderAnswer sent = SentAnswer.awaiting(span);
		ChatResponse response;
		try {
			response = Scopes.inside(span.observation(),
					() -> TracedAlready.run(() -> sent.during(() -> model.chat(request))));
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		SentAnswer.completed(span, response, sent);
		return response.aiMessage().text();
	}

	private static @Nullable ChatRequest request(@Nullable Object[] arguments) {
		Object first = (arguments.length > 0) ? arguments[0] : null;
		if (first instanceof ChatRequest request) {
			return request;
		}
		try {
			if (first instanceof String text) {
				return ChatRequest.builder().messages(UserMessage.from(text)).build();
			}
			if (first instanceof ChatMessage[] messages) {
				return ChatRequest.builder().messages(messages).build();
			}
			if (first instanceof List<?> messages) {
				return ChatRequest.builder().messages(messages.stream().map(ChatMessage.class::cast).toList()).build();
			}
		}
		catch (Throwable ex) {
			// The model will say what is wrong with it.
			Guard.rethrowFatal(ex);
		}
		return null;
	}

}
