package dev.gai.braintrust.langchain4j;

import java.util.List;

import dev.gai.braintrust.langchain4j.SomeBeans.Assistant;
import dev.gai.braintrust.langchain4j.SomeBeans.CallingModel;
import dev.gai.braintrust.langchain4j.SomeBeans.FailingModel;
import dev.gai.braintrust.langchain4j.SomeBeans.FailingStreamingModel;
import dev.gai.braintrust.langchain4j.SomeBeans.FinalModel;
import dev.gai.braintrust.langchain4j.SomeBeans.HalfFinalModel;
import dev.gai.braintrust.langchain4j.SomeBeans.ListenedModel;
import dev.gai.braintrust.langchain4j.SomeBeans.Model;
import dev.gai.braintrust.langchain4j.SomeBeans.OldModel;
import dev.gai.braintrust.langchain4j.SomeBeans.SameThreadModel;
import dev.gai.braintrust.langchain4j.SomeBeans.Vectors;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import org.junit.jupiter.api.Test;

import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.DebugInterceptor;
import org.springframework.aop.support.AopUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What happens to models that are beans of an application, whatever they are like.
 */
class TracedModelBeansTests {

	private final Traces traces = new Traces(LangChain4jResponseReaders.all().toArray(new ResponseReader<?>[0]));

	private final LangChain4jBeanPostProcessor processor = new LangChain4jBeanPostProcessor(this.traces::tracer,
			(tools) -> tools);

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
			.postProcessAfterInitialization(SomeBeans.assistant(new CallingModel("weather")).build(), "assistant");

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

	@SuppressWarnings("unchecked")
	private <T> T traced(T bean) {
		return (T) this.processor.postProcessAfterInitialization(bean, "bean");
	}

	private static Model advised(Model model) {
		ProxyFactory factory = new ProxyFactory(model);
		factory.setProxyTargetClass(true);
		return (Model) factory.getProxy();
	}

	private static ChatRequest request() {
		return ChatRequest.builder().messages(UserMessage.from("hi")).build();
	}

}
