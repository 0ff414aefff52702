package dev.gai.braintrust.test.recording;

import dev.gai.braintrust.autoconfigure.BraintrustLocalExportAutoConfiguration;
import dev.gai.braintrust.promise.Internal;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the recording of traces. Its
 * processor is registered after the one that makes rows, so that it is told after it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustLocalExportAutoConfiguration.class)
@Internal
public final class RecordingAutoConfiguration {

	@Bean
	RecordingSpanProcessor gaiBraintrustRecordingSpanProcessor(TraceRecorder recorder) {
		return new RecordingSpanProcessor(recorder);
	}

	/**
	 * With Reactor.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Schedulers.class)
	static final class WithReactor {

		WithReactor() {
			ReactorPropagation.install();
		}

	}

}
