package dev.gai.braintrust.langchain4j;

import java.net.ConnectException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.LlmSecret;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.aspect.TracingBeanPostProcessor;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.SpanSettings;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.DebugInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans with annotated tools, given to {@link AiServices} as they are.
 */
class AnnotatedToolsTests {

	private final Traces traces = new Traces(LangChain4jResponseReaders.all().toArray(new ResponseReader<?>[0]));

	private final AnnotationConfigApplicationContext context = this.traces.beans(Warehouse.class, Sealed.class,
			Plain.class);

	private final LangChain4jBeanPostProcessor processor = new LangChain4jBeanPostProcessor(this.traces::tracer,
			this.context.getBean(TracingBeanPostProcessor.class)::advised);

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void aBeanWithAnAnnotatedToolKeepsItsClassAndOneWithoutToolsIsAProxy() {
		assertThat(this.context.getBean(Warehouse.class)).matches((bean) -> !AopUtils.isAopProxy(bean));
		assertThat(this.context.getBean(Plain.class)).matches(AopUtils::isCglibProxy);
		assertThat(this.context.getBean(TracingBeanPostProcessor.class).determineBeanType(Warehouse.class, "warehouse"))
			.isEqualTo(Warehouse.class);
	}

	@Test
	void theAnnotationOfAToolSaysItsNameWhatIsCapturedAndWhatIsSecret() {
		String answer = ask(Warehouse.class, "stock", "{\"item\":\"tea\",\"token\":\"hunter2-of-the-shop\"}");

		assertThat(answer).isEqualTo("done: 7 of tea");
		EndedSpan tool = this.traces.named("execute_tool stock_level");
		assertThat(tool.input()).isEqualTo(Map.of("item", "tea"));
		assertThat(tool.output()).isEqualTo("7 of tea");
		assertThat(tool.metadata("shelf")).isEqualTo("tea");
		assertThat(tool.parentId()).isEqualTo(this.traces.named("Assistant.ask").id());
		assertThat(this.traces.names()).containsExactly("execute_tool stock_level", "Assistant.ask");
	}

	@Test
	void aToolThatCapturesNothingHasNoContent() {
		assertThat(ask(Warehouse.class, "prices", "{\"customer\":\"Ada\"}")).isEqualTo("done: 9.50 for Ada");

		EndedSpan tool = this.traces.named("execute_tool prices");
		assertThat(tool.input()).isNull();
		assertThat(tool.output()).isNull();
	}

	@Test
	void aToolIsCalledAgainAsItsAnnotationSays() {
		assertThat(ask(Warehouse.class, "order", "{}")).isEqualTo("done: ordered at attempt 2");

		assertThat(this.traces.named("execute_tool order").output()).isEqualTo("ordered at attempt 2");
	}

	@Test
	void aToolThatFailsHasItsOwnErrorThoughLangChain4jAnswersWithIt() {
		assertThat(ask(Warehouse.class, "fail", "{}")).isEqualTo("done: shelf 4 is blocked");

		assertThat(this.traces.named("execute_tool fail").record().error()).isInstanceOf(IllegalStateException.class)
			.hasMessage("shelf 4 is blocked");
	}

	@Test
	void anotherAnnotationOnAToolIsReadToo() {
		assertThat(ask(Warehouse.class, "summary", "{}")).isEqualTo("done: all is well");

		assertThat(this.traces.names()).contains("chat m1");
	}

	@Test
	void aToolThatNoSubclassCanReachIsTracedAllTheSame() {
		assertThat(ask(Sealed.class, "open", "{\"code\":\"hunter2-of-the-shop\"}")).isEqualTo("done: open");
		assertThat(ask(Warehouse.class, "hidden", "{}")).isEqualTo("done: hidden");

		EndedSpan open = this.traces.named("execute_tool door");
		assertThat(open.input()).isNull();
		assertThat(open.output()).isEqualTo("open");
		assertThat(this.traces.named("execute_tool hidden").output()).isEqualTo("hidden");
	}

	@Test
	void aToolOfABeanThatIsAProxyIsTracedOnce() {
		ProxyFactory factory = new ProxyFactory(new Warehouse());
		factory.setProxyTargetClass(true);
		factory.addAdvice(new DebugInterceptor());
		Object proxy = this.context.getBean(TracingBeanPostProcessor.class)
			.postProcessAfterInitialization(factory.getProxy(), "proxied");

		((Warehouse) proxy).stock("tea", "hunter2-of-the-shop");

		assertThat(this.traces.names()).containsExactly("execute_tool stock_level");
	}

	@Test
	void ofItsResultThatStaysHiddenWhichTheApplicationHides() {
		JsonMapper mapper = JsonMapper.builder().addMixIn(Customer.class, WithoutTaxNumber.class).build();
		Traces hiding = new Traces(List.of(), (settings) -> new SpanSettings(true, true, 1000,
				new ContentSnapshots(mapper), settings.readers(), settings.permalinks()));
		LangChain4jBeanPostProcessor own = new LangChain4jBeanPostProcessor(hiding::tracer, (bean) -> bean);
		Assistant assistant = AiServices.builder(Assistant.class)
			.chatModel(new CallingModel("customer", "{}"))
			.tools(new Warehouse())
			.build();
		((Assistant) own.postProcessAfterInitialization(assistant, "assistant")).ask("who?");

		assertThat(hiding.named("execute_tool customer").output()).isEqualTo(Map.of("name", "Ada"));
	}

	private String ask(Class<?> tools, String tool, String arguments) {
		Assistant assistant = AiServices.builder(Assistant.class)
			.chatModel(new CallingModel(tool, arguments))
			.tools(this.context.getBean(tools))
			.build();
		return ((Assistant) this.processor.postProcessAfterInitialization(assistant, "assistant")).ask("hi");
	}

	interface Assistant {

		String ask(String question);

	}

	/** Calls a tool once, and then says what it said. */
	record CallingModel(String tool, String arguments) implements ChatModel {

		@Override
		public ChatResponse doChat(ChatRequest request) {
			ChatMessage last = request.messages().get(request.messages().size() - 1);
			AiMessage answer = (last instanceof ToolExecutionResultMessage result)
					? AiMessage.from("done: " + result.text())
					: AiMessage.from(ToolExecutionRequest.builder()
						.id("call-0")
						.name(this.tool)
						.arguments(this.arguments)
						.build());
			return ChatResponse.builder().aiMessage(answer).build();
		}

	}

	record Customer(String name, String taxNumber) {
	}

	interface WithoutTaxNumber {

		@JsonIgnore
		String taxNumber();

	}

	static class Warehouse {

		private final String name = "hidden";

		private int orders;

		@Tool
		@AgentTool(name = "stock_level", metadata = "shelf=#{#item}")
		String stock(String item, @LlmSecret String token) {
			return "7 of " + item;
		}

		@Tool
		Customer customer() {
			return new Customer("Ada", "12/345");
		}

		@Tool
		@AgentTool(capture = Capture.NONE)
		String prices(String customer) {
			return "9.50 for " + customer;
		}

		@Tool
		@AgentTool(retry = @LlmRetry(maxAttempts = 2, delay = "1ms"))
		String order() throws ConnectException {
			this.orders++;
			if (this.orders == 1) {
				throw new ConnectException("no connection");
			}
			return "ordered at attempt " + this.orders;
		}

		@Tool
		@AgentTool
		String fail() {
			throw new IllegalStateException("shelf 4 is blocked");
		}

		@Tool
		@TracedLlmCall(model = "m1")
		String summary() {
			return "all is well";
		}

		@Tool
		@AgentTool
		private String hidden() {
			return this.name;
		}

		@TracedLlmCall(model = "m1")
		String describe() {
			return "a warehouse";
		}

	}

	static final class Sealed {

		@Tool
		@AgentTool(name = "door")
		String open(@LlmSecret String code) {
			return "open";
		}

	}

	static class Plain {

		@AgentTool
		String work() {
			return "done";
		}

	}

}
