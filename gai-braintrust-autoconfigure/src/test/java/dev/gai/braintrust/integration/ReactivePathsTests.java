package dev.gai.braintrust.integration;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.RunningApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever way a request takes through WebFlux, and on whatever threads, it is one row,
 * with the route it had, and never with its address.
 */
@Tag("application")
@Timeout(60)
class ReactivePathsTests {

	@RegisterExtension
	static final RunningApplication running = RunningApplication.of(Application.class, WebApplicationType.REACTIVE,
			"management.tracing.sampling.probability=0");

	private static final BraintrustServer braintrust = running.braintrust();

	@Test
	void isOneTreeOnAllThreads() throws Exception {
		assertThat(tree("/threads/hunter2", 3, 200)).isEqualTo("""
				GET /threads/{id}
				  chat m
				  chat m
				  chat m
				""");
	}

	@Test
	void isOneTreeAlsoWhereItFails() throws Exception {
		assertThat(tree("/failing/hunter2", 1, 500)).isEqualTo("""
				GET /failing/{id}
				  chat m
				""");
	}

	@Test
	void hasTheRouteOfAFunction() throws Exception {
		assertThat(tree("/functional/hunter2", 1, 200)).isEqualTo("""
				GET /functional/{id}
				  chat m
				""");
	}

	@Test
	void hasNoAddressWhereThereIsNoRoute() throws Exception {
		assertThat(tree("/nowhere/hunter2", 1, 404)).endsWith("\n  chat m\n").startsWith("GET");
	}

	@Test
	void hasNoAddressWhereAFilterAnswers() throws Exception {
		assertThat(tree("/refused/hunter2", 1, 403)).endsWith("\n  chat m\n").startsWith("GET");
	}

	private static String tree(String path, int calls, int status) throws Exception {
		return WebSupport.tree(running.context(), braintrust, path, calls, status);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Model model() {
			return new Model();
		}

		@Bean
		Pages pages(Model model) {
			return new Pages(model);
		}

		@Bean
		RouterFunction<ServerResponse> functional(Model model) {
			return RouterFunctions.route()
				.GET("/functional/{id}", (request) -> model.ask("x").then(ServerResponse.ok().build()))
				.build();
		}

		@Bean
		WebFilter asking(Model model) {
			return (exchange, chain) -> {
				String path = exchange.getRequest().getPath().value();
				if (path.startsWith("/nowhere")) {
					return model.ask("x").then(chain.filter(exchange));
				}
				if (path.startsWith("/refused")) {
					exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
					return model.ask("x").then(exchange.getResponse().setComplete());
				}
				return chain.filter(exchange);
			};
		}

	}

	@RestController
	static class Pages {

		private final Model model;

		Pages(Model model) {
			this.model = model;
		}

		@GetMapping("/threads/{id}")
		Mono<String> threads(@PathVariable("id") String id) {
			return this.model.ask("x")
				.publishOn(Schedulers.parallel())
				.flatMap((first) -> this.model.ask("y").subscribeOn(Schedulers.boundedElastic()))
				.flatMapMany((second) -> Flux.just("z").flatMap(this.model::ask))
				.next();
		}

		@GetMapping("/failing/{id}")
		Mono<String> failing(@PathVariable("id") String id) {
			return this.model.ask("x").flatMap((first) -> Mono.error(new IllegalStateException("no")));
		}

	}

	static class Model {

		@TracedLlmCall(provider = "p", model = "m")
		Mono<String> ask(String prompt) {
			return Mono.just("echo " + prompt);
		}

	}

}
