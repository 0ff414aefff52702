package dev.gai.braintrust.integration;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.RunningApplication;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.TraceNamer;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.Span;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever way a request takes through a servlet container, it is one row, with the route
 * it had, and never with its address.
 */
@Tag("application")
class RequestPathsTests {

	/** Core threads of the executor that Spring Boot makes. */
	private static final int POOLED_THREADS = 8;

	@RegisterExtension
	static final RunningApplication running = RunningApplication.of(Application.class, WebApplicationType.SERVLET,
			"management.tracing.sampling.probability=0");

	private static final BraintrustServer braintrust = running.braintrust();

	@Test
	void isOneTreeByTheRouteThatAnswersWhereItIsForwarded() throws Exception {
		assertThat(tree("/forwarded/hunter2", 2, 200)).isEqualTo("""
				GET /target/{id}
				  chat before
				  chat after
				""");
	}

	@Test
	void isOneTreeAlsoWhereItGoesOnWithAnotherThread() throws Exception {
		assertThat(tree("/async/hunter2", 2, 200)).isEqualTo("""
				GET /async/{id}
				  chat first
				  chat second
				""");
	}

	@Test
	void isOneTreeAlsoWhereItsBodyIsWrittenByAnotherThread() throws Exception {
		assertThat(tree("/body/hunter2", 2, 200)).isEqualTo("""
				GET /body/{id}
				  chat first
				  chat second
				""");
	}

	@Test
	void leavesNothingOnTheThreadOfItsCallable() throws Exception {
		assertThat(tree("/async/hunter2", 2, 200)).startsWith("GET /async/{id}");
		ObservationRegistry registry = running.context().getBean(ObservationRegistry.class);
		List<Object> left = new CopyOnWriteArrayList<>();
		// With virtual threads it is another one, which uses none again.
		Executor executor = running.context().getBean("applicationTaskExecutor", Executor.class);

		CompletableFuture.allOf(IntStream.range(0, POOLED_THREADS).mapToObj((i) -> CompletableFuture.runAsync(() -> {
			if (registry.getCurrentObservation() != null || Span.current().getSpanContext().isValid()) {
				left.add(Thread.currentThread());
			}
		}, executor)).toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

		assertThat(left).isEmpty();
	}

	@Test
	void isOneTreeAlsoWhereItFails() throws Exception {
		assertThat(tree("/failing/hunter2", 1, 500)).isEqualTo("""
				GET /failing/{id}
				  chat first
				""");
		SentSpan root = SentSpan.named(braintrust.spans(), "GET /failing/{id}");
		assertThat(root.metadata().path("http.response.status_code").asInt()).isEqualTo(500);
	}

	@Test
	void hasTheRouteOfAFunction() throws Exception {
		assertThat(tree("/functional/hunter2", 1, 200)).isEqualTo("""
				GET /functional/{id}
				  chat first
				""");
	}

	@Test
	void hasNoAddressWhereThereIsNoRoute() throws Exception {
		String tree = tree("/nowhere/hunter2", 1, 404);

		assertThat(tree).endsWith("\n  chat filter\n").startsWith("GET");
		assertThat(braintrust.spans()).filteredOn(SentSpan::isRoot)
			.singleElement()
			.satisfies((root) -> assertThat(root.metadata().path("http.response.status_code").asInt()).isEqualTo(404));
	}

	@Test
	void hasNoAddressWhereAFilterAnswers() throws Exception {
		assertThat(tree("/refused/hunter2", 1, 403)).endsWith("\n  chat filter\n").startsWith("GET");
	}

	@Test
	void keepsItsNameWhereTheNamerFails() throws Exception {
		for (String way : List.of("throws", "error", "null", "blank")) {
			braintrust.forget();
			assertThat(tree("/named/" + way, 1, 200)).as(way).isEqualTo("""
					GET /named/%s
					  chat first
					""".formatted(way));
		}
	}

	@Test
	void hasANameThatIsMaskedAndCut() throws Exception {
		String secret = tree("/named/secret", 1, 200);
		assertThat(secret).startsWith("user ").doesNotContain("sk-proj").endsWith("\n  chat first\n");

		braintrust.forget();
		String large = tree("/named/large", 1, 200);
		assertThat(large.indexOf('\n')).isLessThan(2000);
	}

	private static String tree(String path, int calls, int status) throws Exception {
		return WebSupport.tree(running.context(), braintrust, path, calls, status);
	}

	private static void ask(GenAiTracer tracer, String model) {
		tracer.llm("p", model).run((call) -> {
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Pages pages(GenAiTracer tracer) {
			return new Pages(tracer);
		}

		@Bean
		RouterFunction<ServerResponse> functional(GenAiTracer tracer) {
			return RouterFunctions.route().GET("/functional/{id}", (request) -> {
				ask(tracer, "first");
				return ServerResponse.ok().build();
			}).build();
		}

		@Bean
		OncePerRequestFilter asking(GenAiTracer tracer) {
			return new OncePerRequestFilter() {

				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws ServletException, IOException {
					String path = request.getRequestURI();
					if (path.startsWith("/nowhere") || path.startsWith("/refused")) {
						ask(tracer, "filter");
					}
					if (path.startsWith("/refused")) {
						response.setStatus(403);
						return;
					}
					chain.doFilter(request, response);
				}

			};
		}

		@Bean
		TraceNamer namer() {
			return (root) -> {
				String route = String.valueOf(root.route());
				return switch (route.substring(route.lastIndexOf('/') + 1)) {
					case "throws" -> throw new IllegalStateException("hunter2");
					case "error" -> throw new AssertionError("hunter2");
					case "blank" -> " ";
					case "secret" -> "user sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";
					case "large" -> "n".repeat(1_000_000);
					default -> null;
				};
			};
		}

	}

	@Controller
	static class Pages {

		private final GenAiTracer tracer;

		Pages(GenAiTracer tracer) {
			this.tracer = tracer;
		}

		@GetMapping("/forwarded/{id}")
		String forwarded(@PathVariable("id") String id) {
			ask(this.tracer, "before");
			return "forward:/target/" + id;
		}

		@GetMapping("/target/{id}")
		@ResponseBody
		String target(@PathVariable("id") String id) {
			ask(this.tracer, "after");
			return "done";
		}

		@GetMapping("/async/{id}")
		@ResponseBody
		Callable<String> async(@PathVariable("id") String id) {
			ask(this.tracer, "first");
			return () -> {
				ask(this.tracer, "second");
				return "done";
			};
		}

		@GetMapping("/body/{id}")
		StreamingResponseBody body(@PathVariable("id") String id) {
			ask(this.tracer, "first");
			return (out) -> {
				ask(this.tracer, "second");
				out.write('x');
			};
		}

		@GetMapping("/failing/{id}")
		@ResponseBody
		String failing(@PathVariable("id") String id) {
			ask(this.tracer, "first");
			throw new IllegalStateException("no");
		}

		@GetMapping({ "/named/throws", "/named/error", "/named/null", "/named/blank", "/named/secret", "/named/large" })
		@ResponseBody
		String named() {
			ask(this.tracer, "first");
			return "done";
		}

	}

}
