package dev.gai.braintrust.autoconfigure;

import java.util.List;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.autoconfigure.properties.ApiKey;
import dev.gai.braintrust.endpoint.BraintrustEndpoint;
import dev.gai.braintrust.export.VerificationResult;
import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class AheadOfTimeTests {

	@Test
	void processesTheContext() {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("dev.gai.braintrust", "Test")), files);
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues
			.of("gai.braintrust.api-key=" + BraintrustServer.KEY, "gai.braintrust.api-url=http://127.0.0.1:9",
					"management.endpoints.web.exposure.include=braintrust")
			.applyTo(context);
		context.register(Application.class);

		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();

		assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
			.anyMatch((name) -> name.contains("BraintrustAutoConfiguration"))
			.anyMatch((name) -> name.contains("BraintrustExportAutoConfiguration"));
		assertThat(files.getGeneratedFiles(Kind.CLASS).keySet()).as("the proxy of an annotated bean")
			.anyMatch((name) -> name.contains("AheadOfTimeTests$Tools$$SpringCGLIB"));
		files.getGeneratedFiles(Kind.SOURCE)
			.values()
			.forEach((source) -> assertThat(source).asString().doesNotContain(BraintrustServer.KEY));
		assertThat(generation.getRuntimeHints()).satisfies(AheadOfTimeTests::assertBindsTheKey)
			.satisfies(AheadOfTimeTests::assertAnswersOverHttp)
			.satisfies(AheadOfTimeTests::assertSeesAnnotatedBeans);
	}

	@Test
	void hintsAtTheFactoryOfTheKey() {
		RuntimeHints hints = new RuntimeHints();
		new BraintrustRuntimeHints().registerHints(hints, null);

		assertBindsTheKey(hints);
	}

	private static void assertBindsTheKey(RuntimeHints hints) {
		var factory = ReflectionUtils.findMethod(ApiKey.class, "of", String.class);
		assertThat(factory).isNotNull();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(factory)).accepts(hints);
	}

	/**
	 * Boot's processing of endpoints finds them by itself.
	 */
	private static void assertAnswersOverHttp(RuntimeHints hints) {
		var verify = ReflectionUtils.findMethod(BraintrustEndpoint.class, "verify");
		var delivered = ReflectionUtils.findMethod(VerificationResult.class, "delivered");
		assertThat(verify).isNotNull();
		assertThat(delivered).isNotNull();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(verify)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(delivered)).accepts(hints);
	}

	/**
	 * What a native image answers when a bean is asked for its methods and fields.
	 */
	private static void assertSeesAnnotatedBeans(RuntimeHints hints) {
		for (Class<?> seen : List.of(Tools.class, Searching.class, Deeper.class, Announced.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(seen)).as(seen.getSimpleName()).accepts(hints);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BraintrustAutoConfiguration.class, BraintrustExportAutoConfiguration.class,
			BraintrustEndpointAutoConfiguration.class, BraintrustExportMetricsAutoConfiguration.class,
			BraintrustHealthContributorAutoConfiguration.class, BraintrustSanitizingAutoConfiguration.class,
			BraintrustSpringAiAutoConfiguration.class })
	static class Application {

		@Bean
		Tools tools() {
			return new Tools();
		}

	}

	static class Tools extends Searching implements Announced {

		@Override
		public String announce() {
			return "announced";
		}

	}

	static class Searching extends Deeper {

		@AgentTool(name = "search")
		String search(String query) {
			return query;
		}

	}

	static class Deeper {

		@AgentTool(name = "look")
		String look(String query) {
			return query;
		}

	}

	interface Announced {

		@AgentTool(name = "announce")
		String announce();

	}

}
