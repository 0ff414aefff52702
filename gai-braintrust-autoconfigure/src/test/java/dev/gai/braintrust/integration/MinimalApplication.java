package dev.gai.braintrust.integration;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.export.BraintrustExport;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that is loaded by a class loader that has nothing but what the starter
 * brings.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class MinimalApplication {

	/**
	 * Runs the application to its end.
	 * @param properties its properties
	 * @return spans that were delivered
	 */
	public static long run(String[] properties) {
		BraintrustExport export;
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(MinimalApplication.class)
			.properties(properties)
			.run()) {
			export = context.getBean(BraintrustExport.class);
			context.getBean(Model.class).ask("Hi");
		}
		return export.monitor().status().counts().delivered();
	}

	@Bean
	Model model() {
		return new Model();
	}

	public static class Model {

		@TracedLlmCall(provider = "groq", model = "minimal")
		public String ask(String question) {
			return "Hello";
		}

	}

}
