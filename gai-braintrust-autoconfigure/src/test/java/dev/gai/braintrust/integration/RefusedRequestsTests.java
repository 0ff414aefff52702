package dev.gai.braintrust.integration;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our paths beside Spring Security: the log says why it has refused a request, and the
 * filter chains of docs/console.md and docs/feedback.md let the right ones through.
 */
@Tag("application")
@ExtendWith(OutputCaptureExtension.class)
class RefusedRequestsTests {

	private static final String TOKEN_MISSING = "because it has no CSRF token";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void theLogSaysWhyARequestWasRefused(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(Secured.class, WebApplicationType.SERVLET)) {
			assertRefusalsAreExplained(context, output);
		}
	}

	@Test
	void theLogSaysSoWithWebFlux(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(SecuredReactive.class, WebApplicationType.REACTIVE)) {
			assertRefusalsAreExplained(context, output);
		}
	}

	private static void assertRefusalsAreExplained(ConfigurableApplicationContext context, CapturedOutput output)
			throws Exception {
		for (int i = 0; i < 2; i++) {
			assertThat(send(context, "POST", "/gai/feedback", null).statusCode()).isIn(401, 403);
			assertThat(send(context, "POST", "/actuator/braintrust", "ada").statusCode()).isEqualTo(403);
			assertThat(send(context, "GET", "/gai/traces", null).statusCode()).isEqualTo(401);
			assertThat(send(context, "POST", "/elsewhere", null).statusCode()).isIn(401, 403);
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("Spring Security has answered"))).hasSize(3)
			.anySatisfy((line) -> assertThat(line).contains("WARN")
				.contains("/gai/feedback with 403", TOKEN_MISSING, "csrf.ignoringRequestMatchers(\"/gai/feedback\")",
						"docs/feedback.md"))
			.anySatisfy((line) -> assertThat(line).contains("/actuator/braintrust with 403", TOKEN_MISSING,
					"csrf.ignoringRequestMatchers(\"/actuator/braintrust\")"))
			.anySatisfy((line) -> assertThat(line)
				.contains("/gai with 401", "requests.requestMatchers(\"/gai/**\").permitAll()", "docs/console.md")
				.doesNotContain("CSRF"));
	}

	@Test
	void theDocumentedFilterChainsLetTheRightRequestsThrough(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(Documented.class, WebApplicationType.SERVLET)) {
			assertThat(send(context, "POST", "/gai/feedback", null).statusCode()).as("our own answer").isEqualTo(400);
			assertThat(send(context, "GET", "/gai/", null).body()).as("our own answer").contains("token");
			assertThat(send(context, "POST", "/actuator/braintrust", "ada").statusCode()).isEqualTo(200);
			assertThat(output).doesNotContain("Spring Security has answered");

			assertThat(send(context, "POST", "/actuator/braintrust", null).statusCode()).isEqualTo(401);
			assertThat(send(context, "POST", "/actuator/braintrust", "eve").statusCode()).isEqualTo(403);
			assertThat(output).contains("/actuator/braintrust with 401 before it got there")
				.contains("send a user who may do so");
		}
	}

	private static HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path,
			String user) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(
					URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path))
			.header("Content-Type", "application/json")
			.method(method, method.equals("GET") ? HttpRequest.BodyPublishers.noBody()
					: HttpRequest.BodyPublishers.ofString(path.equals("/gai/feedback") ? "[]" : "{}"));
		if (user != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)));
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static ConfigurableApplicationContext start(Class<?> application, WebApplicationType type) {
		return new SpringApplicationBuilder(application).web(type)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "gai.braintrust.console.enabled=true",
					"gai.braintrust.feedback.endpoint.enabled=true", "gai.braintrust.feedback.endpoint.scores=thumb",
					"management.endpoints.web.exposure.include=*")
			.run();
	}

	private static UserDetails user(String name, String role) {
		return User.withUsername(name).password("{noop}pw").roles(role).build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	static class Secured {

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(user("ada", "OPERATIONS"), user("eve", "USER"));
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		DelegatingFilterProxyRegistrationBean securityRegistration() {
			DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean(
					"springSecurityFilterChain");
			registration.setOrder(-100);
			return registration;
		}

	}

	static class Documented extends Secured {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SecurityFilterChain feedback(HttpSecurity http) throws Exception {
			return http.securityMatcher("/gai/feedback")
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers(HttpMethod.POST).permitAll().anyRequest().denyAll())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 1)
		SecurityFilterChain console(HttpSecurity http) throws Exception {
			return http.securityMatcher("/gai/**")
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(CsrfConfigurer::disable)
				.headers(HeadersConfigurer::disable)
				.build();
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 2)
		SecurityFilterChain operations(HttpSecurity http) throws Exception {
			return http.securityMatcher("/actuator/braintrust", "/actuator/llmusage")
				.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("OPERATIONS"))
				.httpBasic(Customizer.withDefaults())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	static class SecuredReactive {

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(user("ada", "OPERATIONS"));
		}

	}

}
