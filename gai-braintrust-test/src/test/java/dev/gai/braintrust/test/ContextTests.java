package dev.gai.braintrust.test;

import java.util.HashSet;
import java.util.Set;

import com.sun.net.httpserver.HttpServer;
import dev.gai.braintrust.test.sample.Assistant;
import dev.gai.braintrust.test.sample.WebApplication;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kinds of tests that Spring has.
 */
@Tag("application")
class ContextTests {

	@Nested
	@SpringJUnitConfig
	@Import({ Assistant.class, Assistant.Tools.class })
	@AutoConfigureTraces
	class WithNestedClasses {

		@Autowired
		private RecordedTraces traces;

		@Autowired
		private Assistant assistant;

		@BeforeEach
		void ask() {
			this.assistant.ask("Before?");
		}

		@Nested
		class Inner {

			@Test
			void seesWhatIsDoneBeforeEach(@Autowired RecordedTraces injected) {
				assertThat(injected).isSameAs(WithNestedClasses.this.traces);
				assertThat(injected.single()).span("chat *").hasInputContaining("Before?");
			}

		}

	}

	@Nested
	@SpringJUnitConfig
	@Import({ Assistant.class, Assistant.Tools.class })
	@AutoConfigureTraces
	class WithContextsOfTheirOwn {

		private static final Set<Integer> contexts = new HashSet<>();

		@RepeatedTest(2)
		@DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
		void recordsInEach(@Autowired ApplicationContext context, @Autowired Assistant assistant,
				@Autowired RecordedTraces traces) {
			assistant.ask("Which?");

			assertThat(traces.single()).hasModelCalls(1);
			assertThat(contexts.add(System.identityHashCode(context))).isTrue();
		}

	}

	@Nested
	@SpringJUnitConfig
	@ContextHierarchy({ @ContextConfiguration(name = "above", classes = { Assistant.class, Assistant.Tools.class }),
			@ContextConfiguration(name = "below", classes = WithAHierarchy.Below.class) })
	@AutoConfigureTraces
	class WithAHierarchy {

		@Test
		void recordsInAllOfIt(@Autowired Assistant above, @Autowired Below below, @Autowired RecordedTraces traces) {
			above.ask("Above?");
			below.tool();

			assertThat(traces.all()).hasSize(2);
			assertThat(traces.named("chat *")).hasModelCalls(1);
			assertThat(traces.named("execute_tool below")).calledTool("below");
		}

		static class Below {

			private final GenAiTracer tracer;

			Below(GenAiTracer tracer) {
				this.tracer = tracer;
			}

			void tool() {
				this.tracer.tool("below").call((span) -> "");
			}

		}

	}

	@Nested
	@WebMvcTest
	@ContextConfiguration(classes = WebApplication.class)
	@AutoConfigureTraces
	class WithASlice {

		@Test
		void recordsRequests(@Autowired MockMvcTester client, @Autowired RecordedTraces traces) {
			assertThat(client.get().uri("/ask?question=slice")).hasStatusOk();

			assertThat(traces.single()).span("chat *").hasInputContaining("slice");
		}

	}

	@Nested
	@SpringBootTest(classes = WebApplication.class, webEnvironment = WebEnvironment.NONE,
			properties = { "gai.braintrust.api-key=sk-a-key", "gai.braintrust.sampling.ratio=0",
					"gai.braintrust.sampling.rules[0].model=*", "gai.braintrust.sampling.rules[0].ratio=0",
					"gai.braintrust.enabled=false" })
	@ExtendWith(OutputCaptureExtension.class)
	@AutoConfigureTraces
	class WithAKey {

		private static HttpServer server;

		private static int requests;

		@BeforeAll
		static void start() throws Exception {
			server = HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
			server.createContext("/", (exchange) -> {
				requests++;
				exchange.sendResponseHeaders(200, -1);
				exchange.close();
			});
			server.start();
		}

		@AfterAll
		static void stop() {
			server.stop(0);
			assertThat(requests).isZero();
		}

		@DynamicPropertySource
		static void address(DynamicPropertyRegistry registry) {
			registry.add("gai.braintrust.api-url", () -> "http://127.0.0.1:" + server.getAddress().getPort());
		}

		@Test
		void sendsNothingSamplesNothingAndWarnsOfNothing(@Autowired Assistant assistant,
				@Autowired RecordedTraces traces, CapturedOutput output) {
			assistant.ask("Key?");

			assertThat(traces.single()).hasModelCalls(1);
			assertThat(output).doesNotContain("WARN").doesNotContain("ERROR").doesNotContain("sk-a-key");
		}

	}

}
