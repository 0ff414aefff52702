package dev.gai.braintrust.autoconfigure.startup;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * OpenTelemetry's Java agent. It puts its own implementation of OpenTelemetry's API below
 * the application, whose spans then do not find each other.
 *
 * @since 0.1.0
 */
@Internal
public final class JavaAgent {

	/** Also the environment variable, as Spring Boot reads names. */
	static final String BRIDGE = "otel.instrumentation.opentelemetry-api.enabled";

	private static final String CLASS = "io.opentelemetry.javaagent.OpenTelemetryAgent";

	/** For a class that is missing, the whole class path is searched. */
	private static final boolean THERE = ClassUtils.isPresent(CLASS, ClassLoader.getSystemClassLoader());

	private JavaAgent() {
	}

	/**
	 * Whether the process was started with the agent.
	 * @return whether it is there
	 */
	static boolean isThere() {
		return THERE;
	}

	/**
	 * What the agent does to this application, and what to do about it.
	 * @param environment the environment
	 * @return the warning, {@code null} if the agent is not there or leaves the API alone
	 */
	public static @Nullable String warningIn(Environment environment) {
		return isThere() ? warning(environment.getProperty(BRIDGE)) : null;
	}

	/**
	 * What to do about it.
	 * @param bridge whether the agent takes over the API of the application, as it is set
	 * @return the warning, {@code null} if the agent leaves the API alone
	 */
	static @Nullable String warning(@Nullable String bridge) {
		if (bridge != null && "false".equalsIgnoreCase(bridge.strip())) {
			return null;
		}
		return "OpenTelemetry's Java agent is there, and takes the spans of the application apart: each becomes a trace "
				+ "of its own. Start the application with -D" + BRIDGE + "=false, or without the agent";
	}

}
