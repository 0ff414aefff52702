package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.springai.SpringAiResponseReaders;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for methods that return types of
 * Spring AI.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnClass({ ChatResponse.class, ChatClientResponse.class })
public final class BraintrustSpringAiAutoConfiguration {

	@Bean
	BuiltInResponseReaders springAiResponseReaders() {
		return new BuiltInResponseReaders(SpringAiResponseReaders.all());
	}

}
