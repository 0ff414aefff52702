package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.RunningApplication;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiContext;
import dev.gai.braintrust.trace.GenAiTracer;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.context.McpSyncRequestContext;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is a client of its own MCP server: what its work shares goes along,
 * though no request says it, and though nothing about baggage is set.
 */
@Tag("application")
class SameProcessTests {

	@RegisterExtension
	static final RunningApplication running = RunningApplication.of((braintrust) -> {
		ConfigurableApplicationContext context = McpApplications.server(Application.class, braintrust,
				"spring.ai.mcp.server.protocol=STREAMABLE");
		context.getBean(Requests.class).server.set(McpApplications.url(context));
		return context;
	});

	private static final BraintrustServer braintrust = running.braintrust();

	@Test
	void everyRowBelowHasTheContextAndNoRequestDoes() {
		try (GenAiContext.Scope scope = GenAiContext.session("s-1").user("u-42").tag("beta").open()) {
			tracer().agent("travel").run((agent) -> forecast("Oslo"));
		}

		List<SentSpan> spans = braintrust.awaitSpans(3);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				invoke_agent travel
				  execute_tool forecast
				    chat m
				""");
		assertThat(spans).allSatisfy((span) -> {
			assertThat(span.metadata().path("session_id").asString()).isEqualTo("s-1");
			assertThat(span.metadata().path("user_id").asString()).isEqualTo("u-42");
			assertThat(span.attribute("braintrust.tags").toString()).contains("beta");
		});
		assertThat(SentSpan.named(spans, "invoke_agent travel").metadata().path("usage.prompt_tokens").asInt())
			.isEqualTo(10);
		assertThat(running.bean(Requests.class).said).isNotEmpty()
			.noneMatch((text) -> text.contains("u-42") || text.contains("s-1"));
	}

	@Test
	void usersAtTheSameTimeAreNotMixedUp() {
		IntStream.range(0, 16).parallel().forEach((i) -> {
			try (GenAiContext.Scope scope = GenAiContext.session("s-" + i).open()) {
				tracer().agent("travel").run((agent) -> forecast("city-" + i));
			}
		});

		assertThat(braintrust.awaitSpans(48)).filteredOn((span) -> span.name().equals("chat m"))
			.hasSize(16)
			.allSatisfy((span) -> assertThat(span.metadata().path("session_id").asString())
				.isEqualTo(span.metadata().path("city").asString().replace("city", "s")));
	}

	@Test
	void aPipelineHasItToo() {
		try (GenAiContext.Scope scope = GenAiContext.session("s-1").open()) {
			tracer().agent("travel")
				.call((agent) -> running.bean(McpAsyncClient.class).callTool(request("Oslo")))
				.block();
		}

		assertThat(SentSpan.named(braintrust.awaitSpans(3), "chat m").metadata().path("session_id").asString())
			.isEqualTo("s-1");
	}

	@Test
	void nothingIsSharedWithCallsThatAreOver() {
		try (GenAiContext.Scope scope = GenAiContext.session("s-1").open()) {
			tracer().agent("travel").run((agent) -> forecast("Oslo"));
		}
		String traceparent = running.bean(Requests.class).last.get();
		running.bean(McpSyncClient.class)
			.callTool(new McpSchema.CallToolRequest("forecast", Map.of("city", "Rome"),
					Map.of("traceparent", traceparent)));

		assertThat(braintrust.awaitSpans(5))
			.filteredOn((span) -> span.metadata().path("city").asString().equals("Rome"))
			.singleElement()
			.satisfies((span) -> assertThat(span.metadata().has("session_id")).isFalse());
	}

	private static GenAiTracer tracer() {
		return running.bean(GenAiTracer.class);
	}

	private static void forecast(String city) {
		running.bean(McpSyncClient.class).callTool(request(city));
	}

	private static McpSchema.CallToolRequest request(String city) {
		return new McpSchema.CallToolRequest("forecast", Map.of("city", city));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Requests requests() {
			return new Requests();
		}

		@Bean
		Forecasts forecasts(GenAiTracer tracer, Requests requests) {
			return new Forecasts(tracer, requests);
		}

		@Bean
		Filter listener(Requests requests) {
			return (request, response, chain) -> {
				HttpServletRequest http = (HttpServletRequest) request;
				http.getHeaderNames()
					.asIterator()
					.forEachRemaining((name) -> requests.said.add(name + ": " + http.getHeader(name)));
				chain.doFilter(request, response);
			};
		}

		@Bean
		@Lazy
		McpSyncClient client(Requests requests) {
			McpSyncClient client = McpClient.sync(requests.transport()).build();
			client.initialize();
			return client;
		}

		@Bean
		@Lazy
		McpAsyncClient asyncClient(Requests requests) {
			McpAsyncClient client = McpClient.async(requests.transport()).build();
			client.initialize().block();
			return client;
		}

	}

	static class Requests {

		final AtomicReference<String> server = new AtomicReference<>();

		final AtomicReference<String> last = new AtomicReference<>();

		final Set<String> said = ConcurrentHashMap.newKeySet();

		HttpClientStreamableHttpTransport transport() {
			return HttpClientStreamableHttpTransport.builder(this.server.get()).build();
		}

	}

	static class Forecasts {

		private final GenAiTracer tracer;

		private final Requests requests;

		Forecasts(GenAiTracer tracer, Requests requests) {
			this.tracer = tracer;
			this.requests = requests;
		}

		@McpTool(name = "forecast", description = "What a model says of the weather")
		String ask(String city, McpSyncRequestContext request) {
			this.requests.said.add(String.valueOf(request.request().meta()));
			this.requests.last.set(String.valueOf(request.request().meta().get("traceparent")));
			return this.tracer.llm("p", "m").metadata("city", city).call((call) -> {
				call.usage(10, 2);
				return "Sunny in " + city;
			});
		}

	}

}
