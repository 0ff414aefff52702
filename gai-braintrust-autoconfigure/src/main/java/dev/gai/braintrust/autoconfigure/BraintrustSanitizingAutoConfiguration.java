package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.autoconfigure.properties.SecretSanitizer;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that keeps the API key out of
 * Actuator's endpoints. It stays when the integration is disabled: the key is as secret
 * then.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustSanitizingAutoConfiguration {

	@Bean
	SecretSanitizer braintrustSecretSanitizer(BraintrustProperties properties) {
		return new SecretSanitizer(properties.apiKey());
	}

}
