package dev.gai.brokers;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts applications that listen to a broker.
 */
final class BrokerApplications {

	private BrokerApplications() {
	}

	static ConfigurableApplicationContext start(Class<?> application, BraintrustServer braintrust,
			String... properties) {
		List<String> all = new ArrayList<>(List.of(braintrust.properties()));
		all.addAll(List.of("spring.application.name=shop", "spring.main.banner-mode=off", "logging.level.root=warn",
				"management.tracing.sampling.probability=0", "gai.braintrust.trace.baggage.send=true",
				"gai.braintrust.trace.baggage.accept=project_name:demo"));
		all.addAll(List.of(properties));
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.run(all.stream().map((property) -> "--" + property).toArray(String[]::new));
	}

}
