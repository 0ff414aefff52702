package dev.gai.braintrust.eval;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

import org.springframework.context.ApplicationContext;

/**
 * An evaluation of a test class, from its first case to its gate, which closes it.
 * Thread-safe.
 */
final class EvalSession implements AutoCloseable {

	private final String name;

	private final EvalRun run;

	private final CaseRunner runner;

	private final @Nullable ApplicationContext application;

	private final List<Method> scorers;

	private final @Nullable Method gate;

	/** Scorers that methods return are made once, by the test of the first case. */
	private final Map<Method, Scorer> made = new ConcurrentHashMap<>();

	private volatile @Nullable EvalLimits limits;

	EvalSession(String name, Class<?> type, int total, double maxCostUsd, @Nullable ApplicationContext application) {
		this.name = name;
		this.application = application;
		BigDecimal limit = Double.isNaN(maxCostUsd) ? null : BigDecimal.valueOf(maxCostUsd);
		this.run = new EvalRun(name, total, limit);
		this.runner = new CaseRunner(name, application);
		this.scorers = new ArrayList<>();
		Map<String, Method> names = new HashMap<>();
		for (Method method : methods(type)) {
			EvalScorer scorer = method.getAnnotation(EvalScorer.class);
			if (scorer != null && (scorer.on().isEmpty() || scorer.on().equals(name))) {
				this.scorers.add(method);
				Method before = names.put(method.getName(), method);
				checkName(method.getName(), before == null);
			}
		}
		List<Method> gates = methods(type).stream().filter((method) -> {
			EvalGate annotation = method.getAnnotation(EvalGate.class);
			return annotation != null && (annotation.value().isEmpty() || annotation.value().equals(name));
		}).toList();
		if (gates.size() > 1) {
			throw new IllegalArgumentException("The evaluation '" + name + "' has two gates, " + gates.get(0).getName()
					+ " and " + gates.get(1).getName() + ": chain their limits in one");
		}
		this.gate = gates.isEmpty() ? null : gates.get(0);
	}

	static void checkName(String scorer, boolean unique) {
		if (!unique || scorer.equals(CaseRunner.PASS)) {
			throw new IllegalArgumentException(unique
					? "A scorer cannot be named '" + CaseRunner.PASS + "', which says whether a case passed: rename it"
					: "Two scorers are named '" + scorer + "': rename one, or limit each to its evaluation");
		}
	}

	private static List<Method> methods(Class<?> type) {
		List<Method> methods = new ArrayList<>();
		Set<Class<?>> seen = new HashSet<>();
		for (Class<?> at = type; at != null; at = enclosing(at)) {
			if (seen.add(at)) {
				methods.addAll(ReflectionSupport.findMethods(at,
						(method) -> AnnotationSupport.isAnnotated(method, EvalScorer.class)
								|| AnnotationSupport.isAnnotated(method, EvalGate.class),
						HierarchyTraversalMode.TOP_DOWN));
			}
		}
		return methods;
	}

	private static @Nullable Class<?> enclosing(Class<?> type) {
		return Modifier.isStatic(type.getModifiers()) ? null : type.getEnclosingClass();
	}

	EvalRun run() {
		return this.run;
	}

	CaseRunner runner() {
		return this.runner;
	}

	List<String> scorerNames() {
		return this.scorers.stream().map(Method::getName).toList();
	}

	/**
	 * The scorers for a case.
	 * @param instances the test of the case
	 * @return the scorers
	 */
	List<Scorer> scorers(TestInstances instances) {
		Method limiting = this.gate;
		if (limiting != null && this.limits == null) {
			Object given = ReflectionSupport.invokeMethod(limiting, instance(limiting, instances));
			if (!(given instanceof EvalLimits found)) {
				throw new IllegalStateException(
						"The gate " + limiting.getName() + " must return EvalLimits, not " + given);
			}
			this.limits = found;
		}
		List<Scorer> all = new ArrayList<>();
		for (Method method : this.scorers) {
			Object instance = instance(method, instances);
			if (Scorer.class.isAssignableFrom(method.getReturnType())) {
				all.add(this.made.computeIfAbsent(method, (key) -> made(method, instance)));
			}
			else {
				all.add(new MethodScorer(method, instance));
			}
		}
		return all;
	}

	private static Scorer made(Method method, Object instance) {
		if (!(ReflectionSupport.invokeMethod(method, instance) instanceof Scorer scorer)) {
			throw new IllegalStateException("The method " + method.getName() + " returned no scorer");
		}
		return Scorer.of(method.getName(), scorer);
	}

	private static Object instance(Method method, TestInstances instances) {
		return instances.getAllInstances()
			.stream()
			.filter(method.getDeclaringClass()::isInstance)
			.findFirst()
			.orElse(instances.getInnermostInstance());
	}

	@Override
	public void close() {
		if (this.run.isEmpty()) {
			return;
		}
		EvalResult result = this.run.finish(this.limits,
				(this.application != null) ? this.application.getEnvironment() : null, this.application);
		GateResult judged = result.gate();
		if (judged != null && !judged.passed()) {
			throw new AssertionError(EvalRun.message(result));
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
