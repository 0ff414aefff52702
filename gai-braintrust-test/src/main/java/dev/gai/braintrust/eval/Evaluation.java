package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.gai.braintrust.eval.pace.EvalPace;
import dev.gai.braintrust.eval.pace.EvalParallelism;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.test.recording.TestRecording;
import dev.gai.braintrust.test.recording.TestScope;
import dev.gai.braintrust.test.recording.TraceRecorder;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * An evaluation without JUnit:
 *
 * <pre class="code">
 * EvalResult result = Evaluation.&lt;String, String&gt;named("support answers")
 *     .data("classpath:evals/support.jsonl")
 *     .task(String.class, assistant::ask)
 *     .scorers(Scorers.exactMatch())
 *     .run();
 * </pre>
 *
 * As many cases run at the same time as the system property {@code gai.eval.parallelism}
 * says, one unless it is set. Not thread-safe while it is being filled.
 *
 * @param <I> type of the input
 * @param <O> type of the output
 * @since 0.1.0
 */
@PublicApi
public final class Evaluation<I, O> {

	private final String name;

	private List<EvalCase> cases = List.of();

	private @Nullable String data;

	private @Nullable Task<EvalCase, O> task;

	private final List<Scorer> scorers = new ArrayList<>();

	private int trials = 1;

	private @Nullable BigDecimal maxCost;

	private @Nullable EvalLimits limits;

	private @Nullable ApplicationContext application;

	private Evaluation(String name) {
		this.name = name;
	}

	/**
	 * An evaluation with a name.
	 * @param name the name, the same from run to run
	 * @param <I> type of the input
	 * @param <O> type of the output
	 * @return the evaluation, to be filled and run
	 */
	public static <I, O> Evaluation<I, O> named(String name) {
		Assert.hasText(name, "An evaluation needs a name");
		return new Evaluation<>(name);
	}

	/**
	 * Sets where the cases are.
	 * @param data a resource that ends with {@code .jsonl} or {@code .csv}, or
	 * {@code braintrust:name[@version]}
	 * @return this evaluation
	 */
	public Evaluation<I, O> data(String data) {
		this.data = data;
		return this;
	}

	/**
	 * Sets the cases.
	 * @param cases the cases
	 * @return this evaluation
	 */
	public Evaluation<I, O> data(Stream<EvalCase> cases) {
		return data(cases.toList());
	}

	/**
	 * Sets the cases.
	 * @param cases the cases
	 * @return this evaluation
	 */
	public Evaluation<I, O> data(List<EvalCase> cases) {
		this.cases = List.copyOf(cases);
		this.data = null;
		return this;
	}

	/**
	 * Sets what is evaluated.
	 * @param type type of the input
	 * @param task gives the output for an input
	 * @return this evaluation
	 */
	public Evaluation<I, O> task(Class<I> type, Task<I, O> task) {
		return task((example) -> task.run(example.input(type)));
	}

	/**
	 * Sets what is evaluated.
	 * @param task gives the output for a case
	 * @return this evaluation
	 */
	public Evaluation<I, O> task(Task<EvalCase, O> task) {
		this.task = task;
		return this;
	}

	/**
	 * Adds scorers.
	 * @param scorers the scorers, each of a name of its own
	 * @return this evaluation
	 */
	public Evaluation<I, O> scorers(Scorer... scorers) {
		this.scorers.addAll(List.of(scorers));
		return this;
	}

	/**
	 * Sets how often each case is run.
	 * @param trials the number, 1 at least
	 * @return this evaluation
	 */
	public Evaluation<I, O> trials(int trials) {
		Assert.isTrue(trials >= 1, () -> "trials = " + trials + ": write 1 or more");
		this.trials = trials;
		return this;
	}

	/**
	 * Sets what the run may cost, judges included. No case starts once that much is
	 * spent.
	 * @param usd US dollars
	 * @return this evaluation
	 */
	public Evaluation<I, O> maxCostUsd(double usd) {
		Assert.isTrue(usd >= 0, () -> "maxCostUsd = " + usd + ": write an amount of US dollars");
		this.maxCost = BigDecimal.valueOf(usd);
		return this;
	}

	/**
	 * Sets what must be reached. {@link EvalResult#gate()} says whether it was.
	 * @param limits the limits
	 * @return this evaluation
	 */
	public Evaluation<I, O> gate(EvalLimits limits) {
		this.limits = limits;
		return this;
	}

	/**
	 * Sets the application whose beans are evaluated, for its traces and datasets.
	 * @param application the application
	 * @return this evaluation
	 */
	public Evaluation<I, O> application(ApplicationContext application) {
		this.application = application;
		return this;
	}

	/**
	 * Runs it.
	 * @return the result
	 * @throws IllegalArgumentException if the data cannot be used; the message says what
	 * to do
	 */
	public EvalResult run() {
		Task<EvalCase, O> work = this.task;
		if (work == null) {
			throw new IllegalArgumentException("The evaluation '" + this.name + "' has no task: set one with task(…)");
		}
		Set<String> names = new HashSet<>();
		this.scorers.forEach((scorer) -> EvalSession.checkName(scorer.name(), names.add(scorer.name())));
		List<EvalCase> all = (this.data != null) ? EvalData.read(this.data, this.application, (method) -> {
			throw new IllegalArgumentException("'#" + method + "' is for @EvalTest: give the cases to data(…)");
		}) : EvalData.checked("the evaluation '" + this.name + "'", this.cases);
		EvalRun run = new EvalRun(this.name, all.size() * this.trials, this.maxCost);
		runAll(run, all, work);
		Environment environment = (this.application != null) ? this.application.getEnvironment() : null;
		return run.finish(this.limits, environment, this.application);
	}

	private void runAll(EvalRun run, List<EvalCase> all, Task<EvalCase, O> work) {
		CaseRunner runner = new CaseRunner(this.name, this.application);
		EvalPace pace = EvalPace.get();
		ExecutorService executor = Executors.newFixedThreadPool(EvalParallelism.get());
		try {
			List<CompletableFuture<Void>> running = new ArrayList<>();
			for (EvalCase example : all) {
				for (int trial = 1; trial <= this.trials; trial++) {
					int number = trial;
					int index = running.size();
					running.add(CompletableFuture.runAsync(() -> {
						if (run.stoppedBecause() != null) {
							run.skip();
							return;
						}
						await(pace);
						run.add(index, one(runner, example, number, work));
					}, executor));
				}
			}
			running.forEach(CompletableFuture::join);
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static void await(EvalPace pace) {
		try {
			pace.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private CaseOutcome one(CaseRunner runner, EvalCase example, int trial, Task<EvalCase, O> work) {
		TraceRecorder recorder = (this.application != null)
				? this.application.getBeanProvider(TraceRecorder.class).getIfAvailable() : null;
		if (recorder == null) {
			return runner.run(example, trial, null, () -> work.run(example), this.scorers);
		}
		TestRecording recording = recorder.start(this.name);
		TestScope scope = TestScope.open(recording);
		try {
			return runner.run(example, trial, recording, () -> work.run(example), this.scorers);
		}
		finally {
			scope.close();
			recording.close();
		}
	}

	/**
	 * The code that is evaluated.
	 *
	 * @param <I> type of the input
	 * @param <O> type of the output
	 */
	@FunctionalInterface
	@PublicApi
	public interface Task<I, O> {

		/**
		 * Does the work.
		 * @param input the input
		 * @return the output
		 * @throws Exception if the case fails
		 */
		O run(I input) throws Exception;

	}

}
