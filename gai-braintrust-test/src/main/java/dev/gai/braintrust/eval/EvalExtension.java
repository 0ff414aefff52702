package dev.gai.braintrust.eval;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.gai.braintrust.eval.pace.EvalPace;
import dev.gai.braintrust.eval.pace.EvalParallelism;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Makes a test of each trial of each case.
 */
final class EvalExtension implements TestTemplateInvocationContextProvider {

	private static final Namespace NAMESPACE = Namespace.create(EvalExtension.class);

	@Override
	public boolean supportsTestTemplate(ExtensionContext context) {
		return context.getTestMethod().filter((method) -> method.isAnnotationPresent(EvalTest.class)).isPresent();
	}

	@Override
	public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
		Method method = context.getRequiredTestMethod();
		Class<?> type = context.getRequiredTestClass();
		EvalTest eval = AnnotationSupport.findAnnotation(method, EvalTest.class).orElseThrow();
		if (eval.trials() < 1) {
			throw new IllegalArgumentException("trials = " + eval.trials() + ": write 1 or more");
		}
		if (eval.maxCostUsd() < 0) {
			throw new IllegalArgumentException("maxCostUsd = " + eval.maxCostUsd() + ": write an amount of US dollars");
		}
		EvalParallelism.get();
		EvalPace.get();
		ApplicationContext application = usesSpring(type) ? SpringExtension.getApplicationContext(context) : null;
		List<EvalCase> cases = EvalData.read(eval.data(), application,
				(name) -> callDataMethod(name, context, application));
		String name = eval.name().isEmpty() ? method.getName() : eval.name();
		CaseSelection.get().check(name, cases);
		EvalSession session = new EvalSession(name, type, cases.size() * eval.trials(), eval.maxCostUsd(), application);
		ExtensionContext owner = context.getParent().orElse(context);
		owner.getStore(NAMESPACE).put(method, session);
		List<TestTemplateInvocationContext> invocations = new ArrayList<>();
		for (EvalCase example : cases) {
			for (int trial = 1; trial <= eval.trials(); trial++) {
				String shown = example.name() + ((eval.trials() > 1) ? " (trial " + trial + ")" : "");
				invocations.add(new EvalInvocation(session, example, trial, invocations.size(), shown));
			}
		}
		return invocations.stream();
	}

	private static boolean usesSpring(@Nullable Class<?> type) {
		return type != null && (AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class)
			.stream()
			.flatMap((with) -> Arrays.stream(with.value()))
			.anyMatch(SpringExtension.class::equals)
				|| (!Modifier.isStatic(type.getModifiers()) && usesSpring(type.getEnclosingClass())));
	}

	private static @Nullable Object callDataMethod(String name, ExtensionContext context,
			@Nullable ApplicationContext application) {
		for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
			Method method = ReflectionSupport.findMethod(type, name).orElse(null);
			if (method != null) {
				return ReflectionSupport.invokeMethod(method,
						Modifier.isStatic(method.getModifiers()) ? null : instance(method, type, context, application));
			}
		}
		throw new IllegalArgumentException("There is no method " + name + "() in "
				+ context.getRequiredTestClass().getName() + ": let data name one that returns a Stream<EvalCase>");
	}

	/** The cases are needed before there is a test that could have them. */
	private static Object instance(Method method, Class<?> type, ExtensionContext context,
			@Nullable ApplicationContext application) {
		Object running = context.getTestInstances().flatMap((all) -> all.findInstance(type)).orElse(null);
		if (running != null) {
			return running;
		}
		if (Arrays.stream(type.getDeclaredConstructors()).noneMatch((made) -> made.getParameterCount() == 0)) {
			throw new IllegalArgumentException(
					"The method " + method.getName() + "() is called before there is a test: " + "make it static");
		}
		Object made = ReflectionSupport.newInstance(type);
		if (application != null) {
			application.getAutowireCapableBeanFactory().autowireBean(made);
		}
		return made;
	}

}
