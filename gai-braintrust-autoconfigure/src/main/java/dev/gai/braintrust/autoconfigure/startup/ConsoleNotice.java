package dev.gai.braintrust.autoconfigure.startup;

import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.promise.Internal;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Says at the start that the console is on and where, and closes it before the web server
 * waits for open responses to end.
 */
@Internal
public final class ConsoleNotice implements ApplicationListener<ApplicationEvent>, ApplicationContextAware {

	private static final Log logger = LogFactory.getLog("dev.gai.braintrust");

	private final String path;

	private final Console console;

	private @org.jspecify.annotations.Nullable ApplicationContext context;

	/**
	 * Creates the notice.
	 * @param path where the console is
	 * @param console the console
	 */
	public ConsoleNotice(String path, Console console) {
		this.path = path;
		this.console = console;
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ApplicationStartedEvent started && started.getApplicationContext() == this.context) {
			announce(started.getApplicationContext().getEnvironment());
		}
		else if (event instanceof ContextClosedEvent closed && closed.getApplicationContext() == this.context) {
			this.console.close();
		}
	}

	private void announce(Environment environment) {
		if (ForwardedAddresses.areUsed(environment)) {
			logger.warn("The console is enabled but refuses all requests: with forwarded headers in use "
					+ "(server.forward-headers-strategy) it cannot tell which requests come from this machine");
			return;
		}
		logger.warn("The console shows the application's prompts and answers on this machine, at "
				+ address(environment) + Console.address() + ". Outside of development, disable it with "
				+ "gai.braintrust.console.enabled=false");
	}

	private String address(Environment environment) {
		String path = segment(environment, "server.servlet.context-path")
				+ segment(environment, "spring.mvc.servlet.path") + segment(environment, "spring.webflux.base-path")
				+ this.path + "/";
		String port = environment.getProperty("local.server.port");
		if (port == null) {
			return path;
		}
		boolean secure = environment.getProperty("server.ssl.enabled", Boolean.class, true)
				&& (environment.containsProperty("server.ssl.bundle")
						|| environment.containsProperty("server.ssl.key-store")
						|| environment.containsProperty("server.ssl.certificate"));
		return (secure ? "https" : "http") + "://localhost:" + port + path;
	}

	private static String segment(Environment environment, String property) {
		String path = environment.getProperty(property);
		return StringUtils.hasText(path) ? StringUtils.trimTrailingCharacter(path.strip(), '/') : "";
	}

}
