package dev.gai.braintrust.autoconfigure.startup;

import dev.gai.braintrust.promise.Internal;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Whether the application believes a proxy where requests come from. What a proxy says
 * cannot be told from what a caller says.
 */
@Internal
public final class ForwardedAddresses {

	private ForwardedAddresses() {
	}

	/**
	 * Whether the application takes addresses from headers of a proxy.
	 * @param environment its settings
	 * @return whether it does
	 */
	public static boolean areUsed(Environment environment) {
		String strategy = environment.getProperty("server.forward-headers-strategy");
		if (StringUtils.hasText(strategy)) {
			return !strategy.strip().equalsIgnoreCase("none");
		}
		CloudPlatform platform = CloudPlatform.getActive(environment);
		return platform != null && platform.isUsingForwardHeaders();
	}

}
