package dev.gai.braintrust.autoconfigure;

import com.openai.models.chat.completions.ChatCompletion;
import dev.gai.braintrust.openai.OpenAiTypes;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for methods that take or return
 * types of {@code openai-java}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnClass(ChatCompletion.class)
public final class BraintrustOpenAiAutoConfiguration {

	@Bean
	BuiltInResponseReaders openAiResponseReaders() {
		return new BuiltInResponseReaders(OpenAiTypes.responses());
	}

	@Bean
	BuiltInRequestTypes openAiRequestTypes() {
		return new BuiltInRequestTypes(OpenAiTypes.requests());
	}

}
