package dev.gai.braintrust.autoconfigure.condition;

import java.util.stream.Stream;

import dev.gai.braintrust.autoconfigure.BraintrustAttachmentsAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustExportAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustLocalExportAutoConfiguration;
import dev.gai.braintrust.autoconfigure.connection.BraintrustConnectionDetails;
import dev.gai.braintrust.export.row.RowListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@Tag("application")
class DeferredConditionsTests {

	@Test
	void areCollectedAheadOfTime() throws Exception {
		String generated = generated();

		assertThat(generated).contains("DeferredConditions.register(beanFactory, environment, ");
		String[] names = generated.split("DeferredConditions\\.register", 2)[1].split("new String\\[\\] ");
		assertThat(names[1]).as("where spans are sent")
			.contains("\"braintrustExport\"", "\"braintrustSpanProcessor\"", "\"braintrustAttachments\"",
					"\"" + BraintrustExportAutoConfiguration.class.getName() + "\"")
			.doesNotContain("\"genAiTracer\"", "\"braintrustLocalSpanProcessor\"", "\"listener\"");
		assertThat(names[2].split(";")[0]).as("where spans are not sent")
			.contains("\"braintrustLocalSpanProcessor\"")
			.doesNotContain("\"braintrustExport\"", "\"genAiTracer\"");
	}

	private static String generated() throws Exception {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("dev.gai.braintrust", "Test")), files);
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Application.class);
		System.setProperty("spring.aot.processing", "true");
		try {
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		finally {
			System.clearProperty("spring.aot.processing");
		}
		generation.writeGeneratedContent();
		StringBuilder all = new StringBuilder();
		for (String name : files.getGeneratedFiles(Kind.SOURCE).keySet()) {
			all.append(files.getGeneratedFileContent(Kind.SOURCE, name));
		}
		return all.toString();
	}

	@ParameterizedTest
	@CsvSource({ "key, false, sending", "'', false, showing", "'', true, sending" })
	void areDecidedByTheKeyOfTheRun(String key, boolean bound, String left) {
		MockEnvironment environment = new MockEnvironment();
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		Stream.of("sending", "showing").forEach((name) -> beans.registerBeanDefinition(name, new RootBeanDefinition()));
		if (bound) {
			beans.registerSingleton("details", mock(BraintrustConnectionDetails.class));
		}
		DeferredConditions.register(beans, environment, new String[] { "sending", "gone" }, new String[] { "showing" });
		environment.setProperty("gai.braintrust.api-key", key);

		beans.getBean(DeferredConditions.class).postProcessBeanDefinitionRegistry(beans);

		assertThat(beans.getBeanDefinitionNames()).containsExactly(left);
	}

	@Test
	void areNoBeanOtherwise() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BraintrustAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DeferredConditions.class));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BraintrustAutoConfiguration.class, BraintrustExportAutoConfiguration.class,
			BraintrustAttachmentsAutoConfiguration.class, BraintrustLocalExportAutoConfiguration.class })
	static class Application {

		@Bean
		RowListener listener() {
			return (row) -> {
			};
		}

	}

}
