package dev.gai.braintrust.autoconfigure;

import java.time.Duration;

import dev.gai.braintrust.delivery.ExportOutcomes.Failure;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ProxyServer;
import dev.gai.braintrust.testing.TlsServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * An application that sends over a network, what it sends, and how that fails.
 */
final class NetworkApplication {

	static final String PASSWORD = "hunter2-of-the-proxy";

	private NetworkApplication() {
	}

	static ApplicationContextRunner sendingTo(String url, BraintrustServer braintrust) {
		return AutoConfigured.context()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, BraintrustApiAutoConfiguration.class))
			.withPropertyValues(braintrust.properties())
			.withPropertyValues("gai.braintrust.api-url=" + url, "gai.braintrust.export.shutdown-timeout=100ms");
	}

	static String[] proxied(ProxyServer proxy, String password) {
		return new String[] { "gai.braintrust.export.proxy.host=127.0.0.1",
				"gai.braintrust.export.proxy.port=" + proxy.port(), "gai.braintrust.export.proxy.username=joe",
				"gai.braintrust.export.proxy.password=" + password };
	}

	static String call(ApplicationContext context, String name) {
		context.getBean(GenAiTracer.class).span(name).run((span) -> span.output("done"));
		return name;
	}

	static void await(TlsServer server, String span) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.spans().contains(span));
	}

	static BraintrustExport export(ApplicationContext context) {
		return context.getBean(BraintrustExport.class);
	}

	static Failure awaitFailure(ApplicationContext context) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> export(context).monitor().status().lastFailure(), (failure) -> failure != null);
	}

}
