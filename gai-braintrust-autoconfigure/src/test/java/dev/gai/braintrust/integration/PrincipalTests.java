package dev.gai.braintrust.integration;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiContext;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with Spring Security, whose principals are the users of their spans.
 */
@Tag("application")
class PrincipalTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	/** Applications turn it on for all that a JVM runs after them. */
	@AfterAll
	static void propagateNothing() {
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void theUserOfAServletRequestIsThatOfItsSpansOnEveryThread() throws Exception {
		try (ConfigurableApplicationContext context = start(ServletApplication.class, WebApplicationType.SERVLET)) {
			for (String path : List.of("/ask", "/later", "/own")) {
				get(context, path, "ada");
			}
			get(context, "/open", null);

			List<SentSpan> spans = calls(4);
			assertThat(spans).extracting((span) -> span.metadata().path("user_id").asString(""))
				.containsExactly("ada", "ada", "somebody else", "");
		}
	}

	@Test
	void theUserOfAReactiveRequestIsThatOfItsSpans() throws Exception {
		try (ConfigurableApplicationContext context = start(ReactiveApplication.class, WebApplicationType.REACTIVE)) {
			get(context, "/mono", "ada");
			get(context, "/open", null);

			assertThat(calls(2)).extracting((span) -> span.metadata().path("user_id").asString(""))
				.containsExactly("ada", "");
		}
	}

	@Test
	void usersAreHashedAlikeWhereverTheyComeFrom() throws Exception {
		try (ConfigurableApplicationContext context = start(ServletApplication.class, WebApplicationType.SERVLET,
				"gai.braintrust.context.hash-users=true")) {
			get(context, "/ask", "ada");
			try (GenAiContext.Scope scope = GenAiContext.empty().user("ada").open()) {
				context.getBean(GenAiTracer.class)
					.agent("a")
					.run((agent) -> context.getBean(GenAiTracer.class).llm("p", "m").run((call) -> {
					}));
			}

			List<String> users = calls(2).stream().map((span) -> span.metadata().path("user_id").asString()).toList();
			assertThat(users.get(0)).matches("[0-9a-f]{32}").isEqualTo(users.get(1));
			assertThat(braintrust.spans().toString()).doesNotContain("\\\"ada\\\"");
		}
	}

	@Test
	void nobodyIsNamedUnlessThatIsAskedFor() throws Exception {
		try (ConfigurableApplicationContext context = start(ServletApplication.class, WebApplicationType.SERVLET,
				"gai.braintrust.context.user-from-security=false")) {
			get(context, "/ask", "ada");

			assertThat(calls(1).get(0).metadata().has("user_id")).isFalse();
		}
	}

	private static List<SentSpan> calls(int count) {
		return braintrust.awaitSpans(2 * count)
			.stream()
			.filter((span) -> span.name().equals("chat m"))
			.sorted((first, second) -> Long.compare(first.span().getStartTimeUnixNano(),
					second.span().getStartTimeUnixNano()))
			.toList();
	}

	private static void get(ConfigurableApplicationContext context, String path, String user) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(
				URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path));
		if (user != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)));
		}
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(request.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
	}

	private static ConfigurableApplicationContext start(Class<?> application, WebApplicationType type,
			String... properties) {
		return new SpringApplicationBuilder(application).web(type)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "management.tracing.sampling.probability=0",
					"gai.braintrust.context.user-from-security=true", "spring.reactor.context-propagation=auto",
					"spring.task.execution.propagate-context=true")
			.properties(properties)
			.run();
	}

	@RestController
	static class Questions {

		private final GenAiTracer tracer;

		Questions(GenAiTracer tracer) {
			this.tracer = tracer;
		}

		@GetMapping({ "/ask", "/open" })
		String ask() {
			return this.tracer.llm("p", "m").call((call) -> "answer");
		}

		@GetMapping("/later")
		Callable<String> later() {
			return this::ask;
		}

		@GetMapping("/own")
		String own() {
			try (GenAiContext.Scope scope = GenAiContext.empty().user("somebody else").open()) {
				return ask();
			}
		}

		@GetMapping("/mono")
		Mono<String> mono() {
			return Mono.fromCallable(this::ask).subscribeOn(Schedulers.boundedElastic());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@Import(SecuredApplications.SecurityFilter.class)
	static class ServletApplication {

		@Bean
		Questions questions(GenAiTracer tracer) {
			return new Questions(tracer);
		}

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(SecuredApplications.user("ada", "USER"));
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) throws Exception {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/open").permitAll().anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@Import(SecuredApplications.Passwords.class)
	static class ReactiveApplication {

		@Bean
		Questions questions(GenAiTracer tracer) {
			return new Questions(tracer);
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(SecuredApplications.user("ada", "USER"));
		}

		@Bean
		SecurityWebFilterChain security(ServerHttpSecurity http) {
			return http
				.authorizeExchange(
						(exchanges) -> exchanges.pathMatchers("/open").permitAll().anyExchange().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
