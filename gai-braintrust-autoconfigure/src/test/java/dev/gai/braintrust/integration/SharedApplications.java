package dev.gai.braintrust.integration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.gai.braintrust.console.KeptTraces;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Applications that run for several tests of a class, one after the other.
 *
 * @param <K> what tells them apart
 */
final class SharedApplications<K> implements AutoCloseable {

	private final Map<K, ConfigurableApplicationContext> running = new LinkedHashMap<>();

	private final Function<K, ConfigurableApplicationContext> start;

	SharedApplications(Function<K, ConfigurableApplicationContext> start) {
		this.start = start;
	}

	/** One that knows nothing of the tests before. */
	ConfigurableApplicationContext get(K key) {
		ConfigurableApplicationContext context = this.running.computeIfAbsent(key, this.start);
		forget(context);
		return context;
	}

	private static void forget(ConfigurableApplicationContext context) {
		context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		context.getBeanProvider(KeptTraces.class).ifAvailable(KeptTraces::forget);
	}

	@Override
	public void close() {
		this.running.values().forEach(ConfigurableApplicationContext::close);
		this.running.clear();
	}

}
