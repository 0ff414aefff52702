package dev.gai.braintrust.speed;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.speed.pipe.ApiSpan;
import io.micrometer.observation.Observation;
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

/**
 * What one call of a model costs on the thread that makes it. Calls are made in batches
 * that fit in every queue, and what they left behind is sent before the next batch, so
 * that nothing is dropped and every call costs what it costs in an application.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 300, batchSize = CallBenchmark.BATCH)
@Measurement(iterations = 200, batchSize = CallBenchmark.BATCH)
@State(Scope.Thread)
public class CallBenchmark {

	static final int BATCH = 100;

	@Param({ "1", "10", "100" })
	int kilobytes;

	@Param({ "sampled", "unsampled", "disabled" })
	String starter;

	private final CallerProfiler caller = new CallerProfiler();

	private StarterApplication application;

	private Content content;

	private Assistant assistant;

	@Setup
	public void startApplication() {
		this.content = new Content(this.kilobytes);
		this.application = StarterApplication.start(this.starter);
		this.assistant = this.application.assistant();
		this.assistant.answersWith(this.content.response);
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
		this.caller.stop(BATCH);
	}

	@Benchmark
	public Object annotatedMethod() {
		return this.assistant.ask(this.content.prompt, "u-1");
	}

	@Benchmark
	public Object bareMethod() {
		return this.assistant.askUntraced(this.content.prompt, "u-1");
	}

	@Benchmark
	public Object genAiTracer() {
		return this.application.tracer()
			.llm("openai", "gpt-4o-mini")
			.messages(List.of(Message.user(this.content.prompt)))
			.temperature(0.7)
			.metadata("user_id", "u-1")
			.call((span) -> this.assistant.askUntraced(this.content.prompt, "u-1"));
	}

	/** What an instrumentation does that knows nothing of this library. */
	@Benchmark
	public Object openTelemetrySpan() {
		ApiSpan.make(this.application.openTelemetryTracer(), this.content.prompt, this.content.prompt);
		return this.content;
	}

	/** An observation of the application that has nothing to do with AI. */
	@Benchmark
	public Object bareObservation() {
		return Observation.createNotStarted("speed.bare", this.application.registry())
			.lowCardinalityKeyValue("provider", "openai")
			.observe(() -> this.assistant.askUntraced(this.content.prompt, "u-1"));
	}

}
