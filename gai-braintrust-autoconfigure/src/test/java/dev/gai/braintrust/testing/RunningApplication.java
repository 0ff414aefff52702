package dev.gai.braintrust.testing;

import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that runs for all tests of a class, and the server that it sends to,
 * which begins each test with nothing.
 */
public final class RunningApplication
		implements BeforeAllCallback, TestInstancePreConstructCallback, BeforeEachCallback, AfterAllCallback {

	private final BraintrustServer braintrust = new BraintrustServer();

	private final Function<BraintrustServer, ConfigurableApplicationContext> start;

	private @Nullable ConfigurableApplicationContext context;

	private RunningApplication(Function<BraintrustServer, ConfigurableApplicationContext> start) {
		this.start = start;
	}

	/**
	 * An application that is started when the server runs.
	 * @param start starts it
	 * @return the extension
	 */
	public static RunningApplication of(Function<BraintrustServer, ConfigurableApplicationContext> start) {
		return new RunningApplication(start);
	}

	/**
	 * An application of one class.
	 * @param application its configuration
	 * @param type which web server it has, on a port of its own
	 * @param properties what else is set
	 * @return the extension
	 */
	public static RunningApplication of(Class<?> application, WebApplicationType type, String... properties) {
		return of((braintrust) -> new SpringApplicationBuilder(application).web(type)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1")
			.properties(properties)
			.run());
	}

	public BraintrustServer braintrust() {
		return this.braintrust;
	}

	public ConfigurableApplicationContext context() {
		return Objects.requireNonNull(this.context, "not started");
	}

	public <T> T bean(Class<T> type) {
		return context().getBean(type);
	}

	/** Address of its web server. */
	public String url() {
		return "http://127.0.0.1:" + context().getEnvironment().getProperty("local.server.port");
	}

	@Override
	public void beforeAll(ExtensionContext test) {
		this.braintrust.beforeAll(test);
		this.context = this.start.apply(this.braintrust);
	}

	@Override
	public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext test) {
		this.braintrust.preConstructTestInstance(factory, test);
	}

	@Override
	public void beforeEach(ExtensionContext test) {
		this.braintrust.beforeEach(test);
	}

	@Override
	public void afterAll(ExtensionContext test) {
		try {
			if (this.context != null) {
				this.context.close();
			}
		}
		finally {
			this.braintrust.afterAll(test);
		}
	}

}
