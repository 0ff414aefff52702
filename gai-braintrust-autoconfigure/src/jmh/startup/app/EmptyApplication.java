package dev.gai.braintrust.startup;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A web application without anything, that says how it started and ends.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class EmptyApplication implements ApplicationRunner {

	private final ConfigurableApplicationContext context;

	EmptyApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Runs the application.
	 * @param arguments properties
	 */
	public static void main(String... arguments) {
		long start = System.nanoTime();
		SpringApplication.run(EmptyApplication.class, arguments).close();
		System.out.println("WHOLE_MS " + (System.nanoTime() - start) / 1_000_000);
	}

	@Override
	public void run(ApplicationArguments arguments) {
		System.out.println("BEANS " + this.context.getBeanDefinitionCount());
	}

}
