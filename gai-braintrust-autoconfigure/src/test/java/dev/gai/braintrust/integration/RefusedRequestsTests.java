package dev.gai.braintrust.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our paths beside Spring Security: the log says why it has refused a request, and the
 * filter chains of docs/console.md and docs/feedback.md let the right ones through.
 */
@Tag("application")
@ExtendWith(OutputCaptureExtension.class)
class RefusedRequestsTests {

	/** The class path of these tests has two. */
	private static final String ONE_SERVER = "spring.autoconfigure.exclude=org.springframework.boot.tomcat"
			+ ".autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

	private static final String TOKEN_MISSING = "because it has no CSRF token";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void theLogSaysWhyARequestWasRefused(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(SecuredApplications.Secured.class,
				WebApplicationType.SERVLET)) {
			assertRefusalsAreExplained(context, output);
		}
	}

	@Test
	void theLogSaysSoWithWebFlux(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(SecuredApplications.SecuredReactive.class,
				WebApplicationType.REACTIVE)) {
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
		try (ConfigurableApplicationContext context = start(SecuredApplications.Documented.class,
				WebApplicationType.SERVLET)) {
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

	@Test
	void theDocumentedFilterChainsOfWebFluxDoSoToo(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(SecuredApplications.DocumentedReactive.class,
				WebApplicationType.REACTIVE)) {
			assertThat(send(context, "POST", "/gai/feedback", null).statusCode()).as("our own answer").isEqualTo(400);
			assertThat(send(context, "GET", "/gai/", null).body()).as("our own answer").contains("token");
			assertThat(send(context, "POST", "/actuator/braintrust", "ada").statusCode()).isEqualTo(200);
			assertThat(send(context, "GET", "/gai/feedback", null).statusCode()).as("nothing but POST").isEqualTo(401);
			assertThat(send(context, "POST", "/actuator/braintrust", null).statusCode()).isEqualTo(401);
			assertThat(send(context, "POST", "/actuator/braintrust", "eve").statusCode()).isEqualTo(403);
			assertThat(output).contains("/actuator/braintrust with 401 before it got there");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { SecuredApplications.Secured.class, SecuredApplications.SecuredReactive.class })
	void theLogSaysSoWhereTheActuatorHasAServerOfItsOwn(Class<?> application, CapturedOutput output) throws Exception {
		WebApplicationType type = (application == SecuredApplications.Secured.class) ? WebApplicationType.SERVLET
				: WebApplicationType.REACTIVE;
		try (ConfigurableApplicationContext context = start(application, type, "management.server.port=0",
				"management.server.address=127.0.0.1", "management.server.base-path=/manage",
				(type == WebApplicationType.REACTIVE) ? ONE_SERVER : "x=y")) {
			int port = context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			assertThat(send(port, "POST", "/manage/actuator/braintrust", "ada").statusCode()).isEqualTo(403);
			assertThat(send(port, "GET", "/manage/actuator/llmusage", null).statusCode()).isEqualTo(401);
			assertThat(send(port, "GET", "/manage/actuator/llmusage", "ada").statusCode()).isEqualTo(200);
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("Spring Security has answered"))).hasSize(2)
			.anySatisfy((line) -> assertThat(line).contains("/actuator/braintrust with 403", TOKEN_MISSING))
			.anySatisfy(
					(line) -> assertThat(line).contains("/actuator/llmusage with 401", "send a user who may do so"));
	}

	private static HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path,
			String user) throws Exception {
		return send(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class), method, path,
				user);
	}

	private static HttpResponse<String> send(int port, String method, String path, String user) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Content-Type", "application/json")
			.method(method, method.equals("GET") ? HttpRequest.BodyPublishers.noBody()
					: HttpRequest.BodyPublishers.ofString(path.equals("/gai/feedback") ? "[]" : "{}"));
		if (user != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)));
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static ConfigurableApplicationContext start(Class<?> application, WebApplicationType type, String... more) {
		return new SpringApplicationBuilder(application).web(type)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "gai.braintrust.console.enabled=true",
					"gai.braintrust.feedback.endpoint.enabled=true", "gai.braintrust.feedback.endpoint.scores=thumb",
					"management.endpoints.web.exposure.include=*")
			.properties(more)
			.run();
	}

	/** What the pages show is what is tried here. */
	@Test
	void thePagesShowTheseFilterChains() throws IOException {
		Path root = Path.of(System.getProperty("repository.root", ".."));
		String tried = plain(Files.readString(root.resolve("gai-braintrust-autoconfigure/src/test/java")
			.resolve(SecuredApplications.class.getName().replace('.', '/') + ".java")));
		int shown = 0;
		for (String page : List.of("docs/console.md", "docs/feedback.md")) {
			Matcher chains = Pattern.compile("(?s)Security(?:Web)?FilterChain \\w+\\(.*?\\n}")
				.matcher(Files.readString(root.resolve(page)));
			while (chains.find()) {
				assertThat(tried).contains(plain(chains.group()));
				shown++;
			}
		}
		assertThat(shown).isEqualTo(6);
	}

	private static String plain(String code) {
		return code.replaceAll("//[^\\n]*", "").replaceAll("\\s+", "");
	}

}
