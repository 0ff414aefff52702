package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.connection.BraintrustConnectionDetails;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustNetwork;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.startup.AfterStart;
import dev.gai.braintrust.network.Network;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Where Braintrust is, the way there, and when there is time for it. Imported by each
 * auto-configuration that needs it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BraintrustProperties.class)
final class BraintrustConnectionConfiguration {

	@Bean
	BraintrustConnection braintrustConnection(BraintrustProperties properties, Environment environment,
			ObjectProvider<BraintrustConnectionDetails> details) {
		BraintrustConnection connection = BraintrustConnection.of(properties, environment);
		BraintrustConnectionDetails given = details.getIfAvailable();
		return (given != null) ? connection.to(given.getApiUrl(), given.getApiKey()) : connection;
	}

	@Bean
	AfterStart braintrustAfterStart(ConfigurableListableBeanFactory beans) {
		return new AfterStart(beans.containsLocalBean("springApplicationArguments"));
	}

	@Bean
	Network braintrustNetwork(BraintrustProperties properties, ObjectProvider<SslBundles> bundles,
			ObjectProvider<BraintrustConnectionDetails> details) {
		BraintrustConnectionDetails given = details.getIfAvailable();
		SslBundle own = (given != null) ? given.getSslBundle() : null;
		return (own != null) ? BraintrustNetwork.of(properties, own)
				: BraintrustNetwork.of(properties, bundles.getIfAvailable());
	}

}
