package dev.gai.braintrust.autoconfigure.condition;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import dev.gai.braintrust.autoconfigure.startup.NoExport;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.InstanceSupplier;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;

/**
 * Decides when the application starts what depends on the API key. Spring's processing
 * ahead of time evaluates conditions where the application is built, and there no key
 * should be. So both the beans that send spans and those that only show them are
 * processed, and what does not apply is removed here before any bean is made. Without
 * processing ahead of time there is nothing to do.
 *
 * @since 0.1.0
 */
@Internal
public final class DeferredConditions implements BeanDefinitionRegistryPostProcessor {

	private static final String OWN = "dev.gai.braintrust.autoconfigure.";

	private final Environment environment;

	/**
	 * Creates a post-processor.
	 * @param environment where the key may be set
	 */
	public DeferredConditions(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Whether beans are processed ahead of time just now.
	 */
	static boolean areCollected() {
		return SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING);
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (AotDetector.useGeneratedArtifacts() && registry instanceof ListableBeanFactory beans) {
			boolean key = OnBraintrustExportCondition.isBound(beans);
			String reason = key ? NoExport.reason(this.environment, true) : NoExport.reason(this.environment);
			Class<? extends Annotation> other = (reason != null) ? ConditionalOnBraintrustExport.class
					: ConditionalOnLocalExport.class;
			remove(registry, (place) -> AnnotatedElementUtils.isAnnotated(place, other));
			while (remove(registry, (place) -> lacksBeans(place, beans))) {
				// Until nothing hangs on what has been removed.
			}
		}
	}

	private static boolean lacksBeans(AnnotatedElement place, ListableBeanFactory beans) {
		ConditionalOnBean condition = AnnotatedElementUtils.getMergedAnnotation(place, ConditionalOnBean.class);
		return condition != null && Arrays.stream(condition.value())
			.anyMatch((type) -> beans.getBeanNamesForType(type, true, false).length == 0);
	}

	private static boolean remove(BeanDefinitionRegistry registry, Predicate<AnnotatedElement> unwanted) {
		boolean removed = false;
		for (String name : registry.getBeanDefinitionNames()) {
			if (places(registry.getBeanDefinition(name)).stream().anyMatch(unwanted)) {
				registry.removeBeanDefinition(name);
				removed = true;
			}
		}
		return removed;
	}

	/**
	 * Where a definition of ours was written: its method and the classes around it.
	 */
	private static List<AnnotatedElement> places(BeanDefinition definition) {
		List<AnnotatedElement> places = new ArrayList<>();
		Method method = factoryMethod(definition);
		Class<?> type = (method != null) ? method.getDeclaringClass() : type(definition);
		if (type == null || !type.getName().startsWith(OWN)) {
			return places;
		}
		if (method != null) {
			places.add(method);
		}
		for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
			places.add(outer);
		}
		return places;
	}

	private static @Nullable Method factoryMethod(BeanDefinition definition) {
		return (definition instanceof RootBeanDefinition root
				&& root.getInstanceSupplier() instanceof InstanceSupplier<?> generated) ? generated.getFactoryMethod()
						: null;
	}

	private static @Nullable Class<?> type(BeanDefinition definition) {
		return (definition instanceof RootBeanDefinition root && root.hasBeanClass()) ? root.getBeanClass() : null;
	}

}
