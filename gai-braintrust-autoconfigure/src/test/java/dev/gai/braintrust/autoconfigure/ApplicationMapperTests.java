package dev.gai.braintrust.autoconfigure;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.SentContent;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application hides in its answers stays hidden in what is sent.
 */
@Tag("application")
class ApplicationMapperTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void isTheOneOfBoot() {
		context().withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withBean(JsonMapperBuilderCustomizer.class,
					() -> (builder) -> builder.addMixIn(Customer.class, WithoutTaxNumber.class))
			.withBean(JacksonModule.class, () -> new SimpleModule("none"))
			.run((context) -> {
				assertHidden(context.getBean(GenAiTracer.class), "boot");
				SentContent beside = SentContents.of(context.getBean(BraintrustProperties.class),
						context.getBeanProvider(ContentMasker.class), context.getBeanProvider(JsonMapper.class));
				assertThat(beside.value("metadata", Map.of("who", List.of(new Customer("Ada", "12/345")))))
					.hasToString("{\"who\":[{\"name\":\"Ada\"}]}");
			});
	}

	@Test
	void isOneOfSeveralOfTheApplication() {
		context().withBean("first", JsonMapper.class, ApplicationMapperTests::hiding)
			.withBean("second", JsonMapper.class, ApplicationMapperTests::hiding)
			.run((context) -> assertHidden(context.getBean(GenAiTracer.class), "several"));
	}

	@Test
	void mayBeAbsent() {
		context().run((context) -> {
			context.getBean(GenAiTracer.class).tool("absent").input(new Customer("Ada", "12/345")).run((span) -> {
			});
			assertThat(braintrust.awaitSpan("execute_tool absent").toString()).contains("Ada");
		});
	}

	private static void assertHidden(GenAiTracer tracer, String name) {
		tracer.tool(name)
			.input(Map.of("who", new Customer("Ada", "12/345")))
			.run((span) -> span.output(new Customer("Bob", "67/890")));
		assertThat(braintrust.awaitSpan("execute_tool " + name).toString()).contains("Ada", "Bob")
			.doesNotContain("12/345", "67/890", "taxNumber");
	}

	private static JsonMapper hiding() {
		return JsonMapper.builder().addMixIn(Customer.class, WithoutTaxNumber.class).build();
	}

	private static ApplicationContextRunner context() {
		return AutoConfigured.context()
			.withPropertyValues(AutoConfigured.KEY, "gai.braintrust.api-url=" + braintrust.url(),
					"gai.braintrust.export.spool.enabled=false", "gai.braintrust.export.schedule-delay=10ms");
	}

	record Customer(String name, String taxNumber) {
	}

	interface WithoutTaxNumber {

		@JsonIgnore
		String taxNumber();

	}

}
