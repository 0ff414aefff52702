package dev.gai.braintrust.integration;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.regex.Pattern;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application without any of the libraries that are optional.
 */
@Tag("application")
class MinimalClassPathTests {

	/** Jars that an application with only the starter does not have. */
	private static final Pattern OPTIONAL = Pattern.compile(
			".*[/\\\\](reactor-|reactive-streams|spring-ai-|openai-java|anthropic-java|langchain4j|spring-web|spring-messaging|spring-boot-actuator|"
					+ "spring-boot-health|spring-boot-webflux|spring-boot-reactor-netty|spring-boot-devtools|wiremock|junit-|"
					+ "mockito|opentelemetry-proto|protobuf-|archunit|assertj|awaitility|spring-boot-test|spring-test|"
					+ "spring-data-|spring-tx|spring-oxm|lettuce-|redis-|netty-|tomcat-|jakarta.servlet|micrometer-core|"
					+ "micrometer-registry|prometheus)[^/\\\\]*\\.jar");

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void startsAndTraces() throws Exception {
		URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !OPTIONAL.matcher(entry).matches())
			.map(MinimalClassPathTests::url)
			.toArray(URL[]::new);
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> loader.loadClass("reactor.core.publisher.Flux"));
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> loader.loadClass("dev.langchain4j.model.chat.ChatModel"));
			thread.setContextClassLoader(loader);
			Object delivered = loader.loadClass(MinimalApplication.class.getName())
				.getMethod("run", String[].class)
				.invoke(null, (Object) braintrust.properties());

			assertThat(delivered).isEqualTo(1L);
			SentSpan row = braintrust.awaitSpan("chat minimal");
			assertThat(row.json("braintrust.output_json").toString()).contains("Hello");
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URL url(String entry) {
		try {
			return new File(entry).toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
