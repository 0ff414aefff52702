package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.SecretSanitizer;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that keeps the API key out of
 * Actuator's endpoints. It stays when the integration is disabled: the key is as secret
 * then.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
@Import(BraintrustConnectionConfiguration.class)
public final class BraintrustSanitizingAutoConfiguration {

	@Bean
	SecretSanitizer braintrustSecretSanitizer(BraintrustConnection braintrustConnection) {
		return new SecretSanitizer(braintrustConnection.secrets());
	}

}
