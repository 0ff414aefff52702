package dev.gai.braintrust.springai;

import java.util.List;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.request.server.ClientAddresses;
import dev.gai.braintrust.request.server.ServerAddress;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.SignalType;

/**
 * Stands around a chat model. What it returns is what the model returns.
 */
final class ChatModelInterceptor implements MethodInterceptor {

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		String name = invocation.getMethod().getName();
		if (!(invocation.getThis() instanceof ChatModel model) || invocation.getArguments().length != 1) {
			return invocation.proceed();
		}
		ServerAddress server = (name.equals("call") || name.equals("stream")) ? ClientAddresses.of(model) : null;
		if (name.equals("call")) {
			return new CalledModel(server, null).<@Nullable Object, Throwable>run(invocation::proceed);
		}
		if (!name.equals("stream")) {
			return invocation.proceed();
		}
		Object request = invocation.getArguments()[0];
		if (request instanceof String text) {
			return texts(watched(model.stream(new Prompt(text)), server));
		}
		if (request instanceof Message[] messages) {
			return texts(watched(model.stream(new Prompt(List.of(messages))), server));
		}
		return (invocation.proceed() instanceof Flux<?> answer) ? watched(answer, server) : null;
	}

	/** As Spring AI does it. */
	private static Flux<String> texts(Flux<?> answer) {
		return answer.map((element) -> {
			ChatResponse response = (ChatResponse) element;
			String text = (response.getResult() != null) ? response.getResult().getOutput().getText() : null;
			return (text != null) ? text : "";
		});
	}

	private static <T> Flux<T> watched(Flux<T> answer, @Nullable ServerAddress server) {
		return Flux.defer(() -> {
			StreamWatch watch = new StreamWatch(null);
			return new CalledStream<>(answer, new CalledModel(server, watch))
				.doOnNext((element) -> Guard.run("A chunk of a stream is not recorded", () -> see(element, watch)))
				.doFinally((signal) -> Guard.run("The end of a stream is not recorded",
						() -> watch.ended(signal != SignalType.CANCEL)));
		});
	}

	private static void see(@Nullable Object element, StreamWatch watch) {
		if (element instanceof ChatResponse chunk) {
			watch.chunk(chunk);
		}
	}

	/**
	 * An answer whose request begins when it is subscribed to.
	 */
	private static final class CalledStream<T> extends FluxOperator<T, T> {

		private final CalledModel model;

		CalledStream(Flux<T> source, CalledModel model) {
			super(source);
			this.model = model;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			this.model.<@Nullable Object, RuntimeException>run(() -> {
				this.source.subscribe(actual);
				return null;
			});
		}

	}

}
