package dev.gai.braintrust.speed;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * What one request of a Spring AI model costs on the thread that makes it: the
 * observation that Spring AI makes anyway, with this library's handler and without.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 300, batchSize = CallBenchmark.BATCH)
@Measurement(iterations = 200, batchSize = CallBenchmark.BATCH)
@State(Scope.Thread)
public class SpringAiBenchmark {

	@Param({ "1", "10", "100" })
	int kilobytes;

	@Param({ "sampled", "unsampled", "disabled" })
	String starter;

	private final CallerProfiler caller = new CallerProfiler();

	private StarterApplication application;

	private Prompt prompt;

	private ChatResponse response;

	@Setup
	public void startApplication() {
		Content content = new Content(this.kilobytes);
		this.application = StarterApplication.start(this.starter);
		this.prompt = new Prompt(content.prompt, ChatOptions.builder().model("gpt-4o-mini").temperature(0.7).build());
		this.response = new ChatResponse(
				List.of(new Generation(new AssistantMessage(content.prompt),
						ChatGenerationMetadata.builder().finishReason("STOP").build())),
				ChatResponseMetadata.builder()
					.id("c-1")
					.model("gpt-4o-mini-2024-07-18")
					.usage(new DefaultUsage(1024, 256))
					.build());
	}

	@TearDown
	public void stopApplication() {
		this.application.close();
	}

	@Setup(Level.Iteration)
	public void begin() {
		this.application.flush();
		this.caller.start();
	}

	@TearDown(Level.Iteration)
	public void end() {
		this.caller.stop(CallBenchmark.BATCH);
	}

	@Benchmark
	public Object chatModel() {
		ChatModelObservationContext context = ChatModelObservationContext.builder()
			.prompt(this.prompt)
			.provider("openai")
			.build();
		return ChatModelObservationDocumentation.CHAT_MODEL_OPERATION
			.observation(null, new DefaultChatModelObservationConvention(), () -> context, this.application.registry())
			.observe(() -> {
				context.setResponse(this.response);
				return this.response;
			});
	}

}
