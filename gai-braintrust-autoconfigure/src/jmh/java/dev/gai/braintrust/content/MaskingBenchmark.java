package dev.gai.braintrust.content;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.content.bytes.TextBytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the writer's thread spends on masking 20 KB in which nothing is secret.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class MaskingBenchmark {

	private static final int TEXTS = 8;

	@Param
	MaskedTexts texts;

	private final ContentMasking masking = new ContentMasking(true, List.of(), List.of()).forOneThread(new TextBytes());

	private final String[] text = new String[TEXTS];

	private int next;

	@Setup
	public void makeTexts() {
		for (int i = 0; i < TEXTS; i++) {
			this.text[i] = this.texts.text(i);
		}
	}

	/**
	 * Another text each time, since the same one has its bytes there already.
	 */
	@Benchmark
	public String mask() {
		this.next = (this.next + 1) % TEXTS;
		return this.masking.maskText("input", this.text[this.next]);
	}

}
