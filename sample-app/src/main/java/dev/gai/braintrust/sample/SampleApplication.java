package dev.gai.braintrust.sample;

import dev.gai.braintrust.sample.setup.EmbeddedServers;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the demo and stays up, or ends with its result if started with {@code --exit}.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class SampleApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = application().run(args);
		if (context.getBean(ApplicationArguments.class).containsOption("exit")) {
			System.exit(SpringApplication.exit(context));
		}
	}

	static SpringApplication application() {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.addInitializers(new EmbeddedServers());
		return application;
	}

}
