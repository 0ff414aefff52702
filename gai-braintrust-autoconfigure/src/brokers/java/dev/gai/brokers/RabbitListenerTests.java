package dev.gai.brokers;

import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * {@code @RabbitListener} with a broker that speaks the same protocol.
 */
class RabbitListenerTests extends ListenerContract {

	private static QpidBroker broker;

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() throws Exception {
		broker = new QpidBroker();
		context = BrokerApplications.start(Application.class, braintrust, "spring.rabbitmq.host=127.0.0.1",
				"spring.rabbitmq.port=" + broker.port(), "spring.rabbitmq.listener.simple.concurrency=4",
				"spring.rabbitmq.listener.simple.observation-enabled=true",
				"spring.rabbitmq.template.observation-enabled=true");
	}

	@AfterAll
	static void stop() throws Exception {
		context.close();
		broker.close();
	}

	@Override
	ConfigurableApplicationContext context() {
		return context;
	}

	@Override
	void send(String order) {
		context.getBean(RabbitTemplate.class).convertAndSend("orders", order);
	}

	@Override
	String root() {
		return "orders receive";
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Queue orders() {
			return new Queue("orders");
		}

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

		@RabbitListener(queues = "orders")
		void take(String order) {
			this.orders.take(order);
		}

	}

}
