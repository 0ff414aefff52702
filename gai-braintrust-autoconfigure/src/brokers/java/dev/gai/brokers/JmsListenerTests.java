package dev.gai.brokers;

import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;

/**
 * {@code @JmsListener} with an Artemis of its own.
 */
class JmsListenerTests extends ListenerContract {

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = BrokerApplications.start(Application.class, braintrust, "spring.artemis.mode=embedded",
				"spring.jms.listener.max-concurrency=4");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Override
	ConfigurableApplicationContext context() {
		return context;
	}

	@Override
	void send(String order) {
		context.getBean(JmsTemplate.class).convertAndSend("orders", order);
	}

	@Override
	String root() {
		return "orders process";
	}

	/**
	 * Spring's observation of JMS knows nothing of it.
	 */
	@Override
	boolean showsErrors() {
		return false;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Listener listener(GenAiTracer tracer) {
			return new Listener(new Orders(tracer));
		}

	}

	static class Listener {

		private final Orders orders;

		Listener(Orders orders) {
			this.orders = orders;
		}

		@JmsListener(destination = "orders")
		void take(String order) {
			this.orders.take(order);
		}

	}

}
