package dev.gai.braintrust.test.recording;

import dev.gai.braintrust.autoconfigure.BraintrustLocalExportAutoConfiguration;
import dev.gai.braintrust.promise.Internal;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

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

}
