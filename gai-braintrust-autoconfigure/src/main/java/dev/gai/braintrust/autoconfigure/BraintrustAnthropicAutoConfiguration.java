package dev.gai.braintrust.autoconfigure;

import com.anthropic.models.messages.Message;
import dev.gai.braintrust.anthropic.AnthropicTypes;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for methods that take or return
 * types of {@code anthropic-java}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnClass(Message.class)
public final class BraintrustAnthropicAutoConfiguration {

	@Bean
	BuiltInResponseReaders anthropicResponseReaders() {
		return new BuiltInResponseReaders(AnthropicTypes.responses());
	}

	@Bean
	BuiltInRequestTypes anthropicRequestTypes() {
		return new BuiltInRequestTypes(AnthropicTypes.requests());
	}

}
