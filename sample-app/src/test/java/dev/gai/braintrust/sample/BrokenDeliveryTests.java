package dev.gai.braintrust.sample;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.gai.braintrust.sample.collector.Collector;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A verification that cannot fail verifies nothing.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class BrokenDeliveryTests {

	private static final String[] WITHOUT_KEYS = { "--GROQ_API_KEY=", "--OPENAI_API_KEY=", "--BRAINTRUST_API_KEY=",
			"--BRAINTRUST_API_URL=", "--BRAINTRUST_PARENT=", "--BRAINTRUST_PROJECT_ID=", "--BRAINTRUST_PROJECT_NAME=",
			"--BRAINTRUST_PROJECT=", "--sample.verification.timeout=2s", "--exit" };

	@Test
	void failsWhenARowIsLost(CapturedOutput output) {
		int exitCode = exitCodeWith(
				(span) -> span.getName().equals("execute_tool search") ? Optional.empty() : Optional.of(span));
		assertThat(exitCode).isEqualTo(1);
		assertThat(output).contains("FAIL  each step has its model calls and tools below it")
			.contains("FAIL  health counts exactly the rows that arrived")
			.doesNotContain(" 0 failed");
	}

	@Test
	void failsWhenAParentIsLostAndAFigureIsAltered(CapturedOutput output) {
		int exitCode = exitCodeWith((span) -> span.getName().equals("step plan")
				? Optional.of(span.toBuilder().clearParentSpanId().build()) : withOtherMetrics(span));
		assertThat(exitCode).isEqualTo(1);
		assertThat(output).contains("FAIL  each part is one trace, with one root, without gaps")
			.contains("FAIL  the agent's steps are plan, gather, analyse, write")
			.contains("FAIL  each model call says its model, provider and tokens")
			.contains("3 failed");
	}

	private static Optional<Span> withOtherMetrics(Span span) {
		Span.Builder altered = span.toBuilder();
		altered.getAttributesBuilderList()
			.stream()
			.filter((attribute) -> attribute.getKey().equals("braintrust.metrics"))
			.map((attribute) -> attribute.getValueBuilder())
			.forEach((value) -> value
				.setStringValue(value.getStringValue().replace("\"prompt_tokens\":", "\"prompt_tokens\":1")));
		return Optional.of(altered.build());
	}

	private static int exitCodeWith(Function<Span, Optional<Span>> change) {
		try (LossyProxy proxy = new LossyProxy(change)) {
			SpringApplication application = SampleApplication.application();
			application
				.addInitializers((context) -> proxy.handOnTo(context.getBeanFactory().getBean(Collector.class).url()));
			String[] arguments = Stream
				.concat(Stream.of(WITHOUT_KEYS), Stream.of("--gai.braintrust.api-url=" + proxy.url()))
				.toArray(String[]::new);
			ConfigurableApplicationContext context = application.run(arguments);
			return SpringApplication.exit(context);
		}
	}

}
