package dev.gai.braintrust.replay;

import java.lang.reflect.Method;
import java.util.List;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.test.recording.TestScope;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.jspecify.annotations.Nullable;

import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tells the servers which tests run, and fails those that had no answer, whatever the
 * application made of it.
 */
final class ReplayExtension
		implements BeforeAllCallback, BeforeEachCallback, InvocationInterceptor, AfterEachCallback, AfterAllCallback {

	private static final Namespace NAMESPACE = Namespace.create(ReplayExtension.class);

	private static final long PATIENCE_MILLIS = 10_000;

	@Override
	public void beforeAll(ExtensionContext context) {
		if (classRun(context) == null) {
			context.getStore(NAMESPACE).put(ClassRun.class, new ClassRun(context.getRequiredTestClass()));
		}
	}

	private static @Nullable ClassRun classRun(ExtensionContext context) {
		return context.getStore(NAMESPACE).get(ClassRun.class, ClassRun.class);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		Replay replay = SpringExtension.getApplicationContext(context).getBeanProvider(Replay.class).getIfAvailable();
		if (replay == null) {
			return;
		}
		ClassRun run = classRun(context);
		if (run != null) {
			run.begins(replay, context);
		}
		context.getStore(NAMESPACE).put(Running.class, new Running(replay, replay.begin(TestNames.of(context))));
	}

	private static @Nullable Running running(ExtensionContext context) {
		return context.getStore(NAMESPACE).get(Running.class, Running.class);
	}

	@Override
	public void interceptBeforeEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
			ExtensionContext context) throws Throwable {
		Running running = running(context);
		if (running != null) {
			running.run().traced(TestScope.current());
		}
		invocation.proceed();
	}

	@Override
	public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
			ExtensionContext context) throws Throwable {
		watch(invocation, context);
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
			ExtensionContext context) throws Throwable {
		watch(invocation, context);
	}

	@Override
	public void interceptDynamicTest(Invocation<Void> invocation, DynamicTestInvocationContext test,
			ExtensionContext context) throws Throwable {
		watch(invocation, context);
	}

	private static void watch(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
		Running running = running(context);
		if (running == null) {
			invocation.proceed();
			return;
		}
		running.run().traced(TestScope.current());
		try {
			invocation.proceed();
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			List<String> failures = running.run().takeFailures();
			if (failures.isEmpty()) {
				throw ex;
			}
			// Why it failed is of more use than what came of it.
			AssertionError error = failed(failures);
			error.addSuppressed(ex);
			throw error;
		}
		throwIf(running.run().takeFailures());
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Running running = context.getStore(NAMESPACE).remove(Running.class, Running.class);
		if (running == null) {
			return;
		}
		running.run().awaitClosed(PATIENCE_MILLIS);
		running.replay().providers().tests().end(running.run());
		ClassRun run = classRun(context);
		if (run != null) {
			run.ends(running.run(), context.getExecutionException().isPresent());
		}
		throwIf(running.run().takeFailures());
		throwIf(running.replay().providers().tests().outside().takeFailures());
	}

	@Override
	public void afterAll(ExtensionContext context) {
		ClassRun run = classRun(context);
		if (run != null && run.isOf(context.getRequiredTestClass())) {
			run.replays().forEach((replay) -> throwIf(replay.providers().tests().outside().takeFailures()));
			run.removeStale();
		}
	}

	private static void throwIf(List<String> failures) {
		if (!failures.isEmpty()) {
			throw failed(failures);
		}
	}

	private static AssertionError failed(List<String> failures) {
		return new AssertionError(String.join("\n\n", failures));
	}

	/**
	 * A test that runs.
	 *
	 * @param replay what its application asks
	 * @param run the test
	 */
	private record Running(Replay replay, TestRun run) {

	}

}
