package dev.gai.braintrust.eval.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.engine.config.JupiterConfiguration;
import org.junit.jupiter.engine.descriptor.ClassTestDescriptor;
import org.junit.jupiter.engine.descriptor.NestedClassTestDescriptor;
import org.junit.jupiter.engine.descriptor.TestTemplateTestDescriptor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.IterationSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.NestedClassSelector;
import org.junit.platform.engine.discovery.NestedMethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/**
 * Finds evaluations by class, method, case and id.
 */
final class EvalSelectorResolver implements SelectorResolver {

	private final JupiterConfiguration configuration;

	private final Predicate<String> names;

	EvalSelectorResolver(JupiterConfiguration configuration, Predicate<String> names) {
		this.configuration = configuration;
		this.names = names;
	}

	@Override
	public Resolution resolve(ClassSelector selector, Context context) {
		Class<?> type = selector.getJavaClass();
		if (EvalClasses.isInner(type)) {
			return nested(EvalClasses.enclosing(type), type, context);
		}
		if (!EvalClasses.isTopLevelWithEvals(type) || !this.names.test(type.getName())) {
			return Resolution.unresolved();
		}
		return context
			.addToParent((parent) -> Optional.of(new ClassTestDescriptor(
					parent.getUniqueId().append(ClassTestDescriptor.SEGMENT_TYPE, type.getName()), type,
					this.configuration)))
			.map((found) -> Resolution.match(Match.exact(found, () -> below(List.of(), type))))
			.orElseGet(Resolution::unresolved);
	}

	@Override
	public Resolution resolve(NestedClassSelector selector, Context context) {
		return nested(selector.getEnclosingClasses(), selector.getNestedClass(), context);
	}

	private Resolution nested(List<Class<?>> enclosing, Class<?> type, Context context) {
		if (!AnnotationSupport.isAnnotated(type, Nested.class) || !EvalClasses.hasEvals(type)) {
			return Resolution.unresolved();
		}
		return context.addToParent(
				() -> classSelector(enclosing.subList(0, enclosing.size() - 1), enclosing.get(enclosing.size() - 1)),
				(parent) -> Optional.of(new NestedClassTestDescriptor(
						parent.getUniqueId().append(NestedClassTestDescriptor.SEGMENT_TYPE, type.getSimpleName()), type,
						() -> enclosing, this.configuration)))
			.map((found) -> Resolution.match(Match.exact(found, () -> below(enclosing, type))))
			.orElseGet(Resolution::unresolved);
	}

	private static DiscoverySelector classSelector(List<Class<?>> enclosing, Class<?> type) {
		return enclosing.isEmpty() ? DiscoverySelectors.selectClass(type)
				: DiscoverySelectors.selectNestedClass(enclosing, type);
	}

	private static Set<DiscoverySelector> below(List<Class<?>> enclosing, Class<?> type) {
		Set<DiscoverySelector> selectors = new LinkedHashSet<>();
		EvalClasses.evals(type)
			.forEach((method) -> selectors.add(enclosing.isEmpty() ? DiscoverySelectors.selectMethod(type, method)
					: DiscoverySelectors.selectNestedMethod(enclosing, type, method)));
		List<Class<?>> around = new ArrayList<>(enclosing);
		around.add(type);
		EvalClasses.nested(type)
			.stream()
			.filter((inner) -> !around.contains(inner))
			.forEach((inner) -> selectors.add(DiscoverySelectors.selectNestedClass(around, inner)));
		return selectors;
	}

	@Override
	public Resolution resolve(MethodSelector selector, Context context) {
		Class<?> type = selector.getJavaClass();
		return method(EvalClasses.isInner(type) ? EvalClasses.enclosing(type) : List.of(), type,
				selector.getJavaMethod(), context);
	}

	@Override
	public Resolution resolve(NestedMethodSelector selector, Context context) {
		return method(selector.getEnclosingClasses(), selector.getNestedClass(), selector.getMethod(), context);
	}

	private Resolution method(List<Class<?>> enclosing, Class<?> type, Method method, Context context) {
		return template(enclosing, type, method, context).map((found) -> Resolution.match(Match.exact(found, Set::of)))
			.orElseGet(Resolution::unresolved);
	}

	private Optional<TestTemplateTestDescriptor> template(List<Class<?>> enclosing, Class<?> type, Method method,
			Context context) {
		if (!EvalClasses.isEval(method)) {
			return Optional.empty();
		}
		return context.addToParent(() -> classSelector(enclosing, type),
				(parent) -> Optional.of(new TestTemplateTestDescriptor(
						parent.getUniqueId()
							.append(TestTemplateTestDescriptor.SEGMENT_TYPE, EvalClasses.signature(method)),
						type, method, () -> around(parent), this.configuration)));
	}

	private static List<Class<?>> around(TestDescriptor parent) {
		return (parent instanceof org.junit.jupiter.engine.descriptor.TestClassAware aware)
				? plus(aware.getEnclosingTestClasses(), aware.getTestClass()) : List.of();
	}

	private static List<Class<?>> plus(List<Class<?>> classes, Class<?> last) {
		List<Class<?>> all = new ArrayList<>(classes);
		all.add(last);
		return all;
	}

	@Override
	public Resolution resolve(IterationSelector selector, Context context) {
		return context.resolve(selector.getParentSelector())
			.filter(TestTemplateTestDescriptor.class::isInstance)
			.map(TestTemplateTestDescriptor.class::cast)
			.map((template) -> {
				selector.getIterationIndices().forEach(template.getDynamicDescendantFilter()::allowIndex);
				return Resolution.match(Match.partial(template));
			})
			.orElseGet(Resolution::unresolved);
	}

	@Override
	public Resolution resolve(UniqueIdSelector selector, Context context) {
		UniqueId id = selector.getUniqueId();
		UniqueId.Segment last = id.getLastSegment();
		UniqueId above = id.removeLastSegment();
		if (last.getType().equals(ClassTestDescriptor.SEGMENT_TYPE)) {
			return ReflectionSupport.tryToLoadClass(last.getValue())
				.toOptional()
				.map((type) -> resolve(DiscoverySelectors.selectClass(type), context))
				.orElseGet(Resolution::unresolved);
		}
		Optional<TestDescriptor> parent = (above.getSegments().size() > 1)
				? context.resolve(DiscoverySelectors.selectUniqueId(above)) : Optional.empty();
		if (parent.orElse(null) instanceof TestTemplateTestDescriptor template) {
			template.getDynamicDescendantFilter().allowUniqueIdPrefix(id);
			return Resolution.match(Match.partial(template));
		}
		if (parent.orElse(null) instanceof org.junit.jupiter.engine.descriptor.ClassBasedTestDescriptor found) {
			Class<?> type = found.getTestClass();
			for (Method method : EvalClasses.evals(type)) {
				if (last.getValue().equals(EvalClasses.signature(method))) {
					return method(found.getEnclosingTestClasses(), type, method, context);
				}
			}
			for (Class<?> inner : EvalClasses.nested(type)) {
				if (last.getValue().equals(inner.getSimpleName())) {
					return nested(plus(found.getEnclosingTestClasses(), type), inner, context);
				}
			}
		}
		return Resolution.unresolved();
	}

}
