package dev.gai.braintrust.startup;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A web application without anything, that says how it started and ends.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class EmptyApplication {

	/**
	 * Runs the application.
	 * @param arguments properties
	 */
	public static void main(String... arguments) {
		long start = System.nanoTime();
		try (ConfigurableApplicationContext context = SpringApplication.run(EmptyApplication.class, arguments)) {
			System.out.println("BEANS " + context.getBeanDefinitionCount());
		}
		System.out.println("WHOLE_MS " + (System.nanoTime() - start) / 1_000_000);
	}

}
