package dev.gai.braintrust.eval;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.annotation.Testable;

/**
 * A test method that is called for each case of an evaluation. What it returns is the
 * output, which the class's {@link EvalScorer scorers} judge. It may take the
 * {@link EvalCase}, and whatever other extensions of JUnit resolve. Each trial of each
 * case is a test of its own that can be run alone; extensions, life cycle methods and
 * {@code @Timeout} work as with other tests.
 * <p>
 * An exception fails the case: its {@code pass} and all of its scores are 0, and the
 * others go on.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Testable
@ExtendWith(EvalExtension.class)
@PublicApi
public @interface EvalTest {

	/**
	 * Name of the evaluation, the same from run to run.
	 * @return the name; empty for that of the method
	 */
	String name() default "";

	/**
	 * The location of the cases: a resource in Spring's notation that ends with
	 * {@code .jsonl} or {@code .csv}, {@code #method} for a method of the class that
	 * returns a stream or collection of cases, or {@code braintrust:name[@version]} for a
	 * dataset of Braintrust.
	 * @return the place
	 */
	String data();

	/**
	 * How often each case is run.
	 * @return the number, 1 at least
	 */
	int trials() default 1;

	/**
	 * The maximum cost of the run, including judges. Once it is spent, the remaining
	 * cases are skipped, and the gate fails.
	 * @return US dollars; not a number for no limit
	 */
	double maxCostUsd() default Double.NaN;

}
