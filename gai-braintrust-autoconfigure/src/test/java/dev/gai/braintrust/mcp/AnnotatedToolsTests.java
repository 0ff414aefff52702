package dev.gai.braintrust.mcp;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.testing.Traces;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.method.tool.ReturnMode;
import org.springframework.ai.mcp.annotation.method.tool.SyncStatelessMcpToolMethodCallback;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the specifications of a server, without the server.
 */
class AnnotatedToolsTests {

	private final Traces traces = new Traces();

	private final McpServerPostProcessor processor = new McpServerPostProcessor(this.traces::tracer,
			() -> new TraceMeta(true, () -> null, (context) -> true));

	@Test
	void oneMethodWithTwoAnnotationsIsOneSpanWhateverItsNames() {
		assertThat(call("weatherOf", "21").isError()).isFalse();

		assertThat(this.traces.only().name()).isEqualTo("execute_tool weather");
		assertThat(this.traces.only().record().labels().metadata()).containsEntry("source", "satellite");
		assertThat(this.traces.only().output()).isEqualTo("fine: 21");
	}

	@Test
	void theSpanHasTheExceptionOfTheMethod() {
		assertThat(call("weatherOf", "broken").isError()).isTrue();

		assertThat(this.traces.only().record().error()).isInstanceOf(IllegalStateException.class).hasMessage("broken");
	}

	@Test
	void anotherToolBelowIsASpanOfItsOwn() {
		call("calls", "21");

		assertThat(this.traces.names()).containsExactly("execute_tool inner", "execute_tool calls");
	}

	@Test
	void aTrustedCallerIsTheParent() {
		McpServerFeatures.SyncToolSpecification traced = (McpServerFeatures.SyncToolSpecification) this.processor
			.postProcessAfterInitialization(plain(McpSchema.CallToolResult.builder().addTextContent("ok").build()),
					"tool");
		traced.callHandler()
			.apply(null, new McpSchema.CallToolRequest("plain", Map.of(),
					Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")));

		assertThat(this.traces.only().parentId()).isEqualTo("00f067aa0ba902b7");
		assertThat(this.traces.only().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
	}

	@Test
	void specificationsAreWrappedOnce() {
		Object once = this.processor.postProcessAfterInitialization(List.of(plain(null)), "tools");
		Object twice = this.processor.postProcessAfterInitialization(once, "again");

		McpServerFeatures.SyncToolSpecification first = (McpServerFeatures.SyncToolSpecification) ((List<?>) once)
			.get(0);
		assertThat(((McpServerFeatures.SyncToolSpecification) ((List<?>) twice).get(0)).callHandler())
			.isSameAs(first.callHandler());
	}

	@Test
	void otherBeansAreLeftAlone() {
		for (Object bean : List.of("text", List.of(), List.of("text"), List.of(plain(null), "text"))) {
			assertThat(this.processor.postProcessAfterInitialization(bean, "bean")).isSameAs(bean);
		}
	}

	@Test
	void bytesAreDescribedAndFailuresOfPipelinesRecorded() {
		McpSchema.CallToolResult image = McpSchema.CallToolResult.builder()
			.addTextContent("a picture")
			.addContent(new McpSchema.ImageContent(null, "aGVsbG8h", "image/png"))
			.build();
		async(Mono.just(image)).block();
		async(Mono.error(new IllegalStateException("broken"))).onErrorComplete().block();

		assertThat(this.traces.spans().get(0).output().toString()).contains("a picture", "image/png", "6")
			.doesNotContain("aGVsbG8h");
		assertThat(this.traces.spans().get(1).record().error()).hasMessage("broken");
	}

	private Mono<McpSchema.CallToolResult> async(Mono<McpSchema.CallToolResult> answer) {
		McpServerFeatures.AsyncToolSpecification traced = (McpServerFeatures.AsyncToolSpecification) this.processor
			.postProcessAfterInitialization(
					new McpServerFeatures.AsyncToolSpecification(tool("plain"), (exchange, request) -> answer), "tool");
		return traced.callHandler().apply(null, new McpSchema.CallToolRequest("plain", Map.of()));
	}

	private McpSchema.CallToolResult call(String methodName, String argument) {
		try (AnnotationConfigApplicationContext context = this.traces.beans(Tools.class, Inner.class)) {
			Tools bean = context.getBean(Tools.class);
			Method method = Tools.class.getDeclaredMethod(methodName, String.class);
			McpStatelessServerFeatures.SyncToolSpecification spec = new McpStatelessServerFeatures.SyncToolSpecification(
					tool(method.getAnnotation(McpTool.class).name()),
					new SyncStatelessMcpToolMethodCallback(ReturnMode.TEXT, method, bean));
			McpStatelessServerFeatures.SyncToolSpecification traced = (McpStatelessServerFeatures.SyncToolSpecification) this.processor
				.postProcessAfterInitialization(spec, "tool");
			return traced.callHandler()
				.apply(McpTransportContext.EMPTY, new McpSchema.CallToolRequest("x", Map.of("value", argument)));
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static McpServerFeatures.SyncToolSpecification plain(McpSchema.CallToolResult result) {
		return new McpServerFeatures.SyncToolSpecification(tool("plain"), (exchange, request) -> result);
	}

	private static McpSchema.Tool tool(String name) {
		return McpSchema.Tool.builder(name, Map.of("type", "object")).build();
	}

	static class Inner {

		@AgentTool
		String inner() {
			return "inner";
		}

	}

	static class Tools {

		private final Inner inner;

		Tools(Inner inner) {
			this.inner = inner;
		}

		@McpTool(name = "weather", description = "Weather")
		@AgentTool(metadata = "source=satellite")
		String weatherOf(String value) {
			if (value.equals("broken")) {
				throw new IllegalStateException("broken");
			}
			return "fine: " + value;
		}

		@McpTool(name = "calls", description = "Calls another")
		String calls(String value) {
			return this.inner.inner() + value;
		}

	}

}
