package dev.gai.braintrust.content;

import java.util.List;
import java.util.concurrent.TimeUnit;

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

	@Param({ "The quick brown fox jumps over the lazy dog. ",
			"{\"id\":42,\"name\":\"Ada Lovelace\",\"city\":\"London\",\"total\":13.5}," })
	String piece;

	private final ContentMasking masking = new ContentMasking(true, List.of(), List.of());

	private String text;

	@Setup
	public void makeText() {
		this.text = this.piece.repeat(20_480 / this.piece.length());
	}

	@Benchmark
	public String mask() {
		return this.masking.maskText("input", this.text);
	}

}
