package dev.gai.braintrust.springai;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that uses Spring AI and has nothing of this library in its code.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SpringAiApplication {

	static ConfigurableApplicationContext openAi(BraintrustServer braintrust, ModelServer models,
			String... properties) {
		return openAi(SpringAiApplication.class, braintrust, models, properties);
	}

	static ConfigurableApplicationContext openAi(BraintrustServer braintrust, String url) {
		return openAi(SpringAiApplication.class, braintrust, url);
	}

	static ConfigurableApplicationContext openAi(Class<?> application, BraintrustServer braintrust, ModelServer models,
			String... properties) {
		return openAi(application, braintrust, models.url(), properties);
	}

	private static ConfigurableApplicationContext openAi(Class<?> application, BraintrustServer braintrust, String url,
			String... properties) {
		List<String> all = new ArrayList<>(List.of("spring.ai.model.chat=openai",
				"spring.ai.openai.base-url=" + url + "/v1", "spring.ai.openai.api-key=sk-provider",
				"spring.ai.openai.chat.model=gpt-4o-mini", "spring.ai.openai.chat.temperature=0.2"));
		all.addAll(List.of(properties));
		return start(application, braintrust, all);
	}

	static ConfigurableApplicationContext anthropic(BraintrustServer braintrust, ModelServer models) {
		return start(AnthropicApplication.class, braintrust, List.of("provider.url=" + models.url()));
	}

	static ConfigurableApplicationContext ollama(BraintrustServer braintrust, ModelServer models) {
		return start(SpringAiApplication.class, braintrust, List.of("spring.ai.model.chat=ollama",
				"spring.ai.ollama.base-url=" + models.url(), "spring.ai.ollama.chat.model=llama3.2"));
	}

	static ConfigurableApplicationContext start(Class<?> application, BraintrustServer braintrust,
			List<String> properties) {
		List<String> arguments = new ArrayList<>(List.of(braintrust.properties()));
		arguments.addAll(properties);
		arguments.add("spring.application.name=shop");
		arguments.add("management.tracing.sampling.probability=0");
		arguments.add("spring.main.banner-mode=off");
		return new SpringApplicationBuilder(application).web(webType(properties))
			.run(arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new));
	}

	private static WebApplicationType webType(List<String> properties) {
		if (properties.contains("spring.main.web-application-type=servlet")) {
			return WebApplicationType.SERVLET;
		}
		return properties.contains("spring.main.web-application-type=reactive") ? WebApplicationType.REACTIVE
				: WebApplicationType.NONE;
	}

	@Bean
	WeatherTools weatherTools() {
		return new WeatherTools();
	}

	static class WeatherTools {

		@Tool(description = "The weather of a city")
		String weather(String city) {
			if (city.equals("Atlantis")) {
				throw new IllegalStateException("No such city: " + city);
			}
			return "Sunny in " + city;
		}

	}

}
