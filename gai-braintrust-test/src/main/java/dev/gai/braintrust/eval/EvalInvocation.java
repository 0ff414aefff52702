package dev.gai.braintrust.eval;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Semaphore;

import dev.gai.braintrust.eval.pace.EvalPace;
import dev.gai.braintrust.eval.pace.EvalParallelism;
import dev.gai.braintrust.test.recording.TestScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * One trial of one case, as a test.
 */
final class EvalInvocation implements TestTemplateInvocationContext, ExecutionCondition, ParameterResolver,
		BeforeEachCallback, InvocationInterceptor, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(EvalInvocation.class);

	private final EvalSession session;

	private final EvalCase example;

	private final int trial;

	private final int index;

	private final String shown;

	private volatile @Nullable CaseOutcome outcome;

	private volatile @Nullable Semaphore seat;

	EvalInvocation(EvalSession session, EvalCase example, int trial, int index, String shown) {
		this.session = session;
		this.example = example;
		this.trial = trial;
		this.index = index;
		this.shown = shown;
	}

	@Override
	public String getDisplayName(int invocationIndex) {
		return this.shown;
	}

	@Override
	public List<Extension> getAdditionalExtensions() {
		return List.of(this);
	}

	/**
	 * A case that is not selected keeps its number, by which its recordings are found.
	 */
	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		return CaseSelection.get().selects(this.example) ? ConditionEvaluationResult.enabled("It is selected")
				: ConditionEvaluationResult.disabled("It is not among " + CaseSelection.PROPERTY);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == EvalCase.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return this.example;
	}

	@Override
	public void beforeEach(ExtensionContext context) throws InterruptedException {
		// Outside of the time that @Timeout gives the case.
		Semaphore seats = context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Semaphore.class, (key) -> new Semaphore(EvalParallelism.get()), Semaphore.class);
		seats.acquire();
		this.seat = seats;
		String stopped = this.session.run().stoppedBecause();
		if (stopped != null) {
			throw new TestAbortedException(this.session + ": " + stopped);
		}
		context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(EvalPace.class, (key) -> EvalPace.get(), EvalPace.class)
			.await();
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext context) throws Throwable {
		List<Scorer> scorers = this.session.scorers(context.getRequiredTestInstances());
		// What an invocation gives is what the method returned, whatever its type says.
		Invocation<?> method = invocation;
		CaseOutcome run = this.session.runner()
			.run(this.example, this.trial, TestScope.current(), method::proceed, scorers);
		this.outcome = run;
		Throwable failure = run.failure();
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * What happened around the method, a timeout for example, counts as well.
	 */
	@Override
	public void afterEach(ExtensionContext context) {
		Semaphore taken = this.seat;
		if (taken != null) {
			this.seat = null;
			taken.release();
		}
		Throwable failure = context.getExecutionException().orElse(null);
		CaseOutcome run = this.outcome;
		if (failure instanceof TestAbortedException) {
			this.session.run().skip();
		}
		else if (failure != null && (run == null || run.failure() != failure)) {
			this.session.run()
				.add(this.index, CaseRunner.failed(this.example, this.trial, run, this.session.scorerNames(), failure));
		}
		else if (run != null) {
			this.session.run().add(this.index, run);
		}
	}

}
