package dev.gai.braintrust.aspect;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * The value of one attribute of an annotation.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class TemplateBenchmark {

	private final Template literal = Template.parse("premium", (text) -> text, "speed");

	private final Template expression = Template.parse("#{#userId}", (text) -> text, "speed");

	private final Template mixed = Template.parse("user-#{#userId.toUpperCase()}", (text) -> text, "speed");

	private final StandardEvaluationContext context = new StandardEvaluationContext();

	public TemplateBenchmark() {
		this.context.setVariable("userId", "u-1");
	}

	@Benchmark
	public Object literal() {
		return this.literal.value(this.context, "speed");
	}

	@Benchmark
	public Object expression() {
		return this.expression.value(this.context, "speed");
	}

	@Benchmark
	public Object mixed() {
		return this.mixed.value(this.context, "speed");
	}

}
