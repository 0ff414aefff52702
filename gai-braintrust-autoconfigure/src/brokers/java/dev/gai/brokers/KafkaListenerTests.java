package dev.gai.brokers;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @KafkaListener} with a Kafka in the same process.
 */
class KafkaListenerTests extends ListenerContract {

	private static EmbeddedKafkaKraftBroker broker;

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		broker = new EmbeddedKafkaKraftBroker(1, 4, "orders", "batches", "later");
		broker.afterPropertiesSet();
		context = BrokerApplications.start(Application.class, braintrust,
				"spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(), "spring.kafka.consumer.group-id=shop",
				"spring.kafka.consumer.auto-offset-reset=earliest", "spring.kafka.listener.concurrency=4",
				"spring.kafka.listener.observation-enabled=true", "spring.kafka.template.observation-enabled=true");
	}

	@AfterAll
	static void stop() {
		context.close();
		broker.destroy();
	}

	@Override
	ConfigurableApplicationContext context() {
		return context;
	}

	@Override
	void send(String order) {
		context.getBean(Sender.class).kafka().send("orders", order);
	}

	@Override
	String root() {
		return "orders process";
	}

	@Test
	void aBatchIsOneTraceWhereTheApplicationSaysSo() {
		context.getBean(Sender.class).kafka().send("batches", "tea");

		assertThat(SpanTree.of(braintrust.awaitSpans(3))).isEqualTo("""
				step batch
				  chat gpt-5-mini
				  chat gpt-5-mini
				""");
	}

	@Test
	void whatIsDoneLaterIsBelowItsMessage() {
		context.getBean(Sender.class).kafka().send("later", "tea");

		assertThat(SpanTree.of(braintrust.awaitSpans(3))).isEqualTo("""
				later process
				  chat gpt-5-mini
				  chat gpt-5-mini
				""");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Sender sender(KafkaTemplate<String, String> kafka) {
			return new Sender(kafka);
		}

		@Bean
		Listener listener(GenAiTracer tracer) {
			return new Listener(new Orders(tracer), tracer);
		}

	}

	record Sender(KafkaTemplate<String, String> kafka) {

	}

	static class Listener {

		private final Orders orders;

		private final GenAiTracer tracer;

		Listener(Orders orders, GenAiTracer tracer) {
			this.orders = orders;
			this.tracer = tracer;
		}

		@KafkaListener(topics = "orders")
		void take(String order) {
			this.orders.take(order);
		}

		@KafkaListener(topics = "batches", batch = "true")
		void takeAll(List<String> orders) {
			this.tracer.step("batch").run((step) -> orders.forEach(this.orders::take));
		}

		@KafkaListener(topics = "later")
		CompletableFuture<Void> takeLater(String order) {
			return CompletableFuture.runAsync(() -> this.orders.take(order), ContextExecutorService
				.wrap(ForkJoinPool.commonPool(), () -> ContextSnapshotFactory.builder().build().captureAll()));
		}

	}

}
