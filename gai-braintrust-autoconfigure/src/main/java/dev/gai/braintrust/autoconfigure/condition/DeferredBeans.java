package dev.gai.braintrust.autoconfigure.condition;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.generate.GeneratedMethod;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.MethodMetadata;
import org.springframework.javapoet.CodeBlock;
import org.springframework.javapoet.MethodSpec;
import org.springframework.util.ClassUtils;

/**
 * Finds, where an application is processed ahead of time, the beans whose conditions are
 * decided when it starts, so that nothing has to be searched for then.
 */
final class DeferredBeans implements BeanFactoryInitializationAotProcessor {

	private static final String OWN = "dev.gai.braintrust.autoconfigure.";

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beans) {
		Set<String> sending = dependent(beans, ConditionalOnBraintrustExport.class);
		Set<String> showing = dependent(beans, ConditionalOnLocalExport.class);
		if (sending.isEmpty() && showing.isEmpty()) {
			return null;
		}
		return (context, code) -> {
			GeneratedMethod registration = code.getMethods()
				.add("registerDeferredConditions", (method) -> generate(method, sending, showing));
			code.addInitializer(registration.toMethodReference());
		};
	}

	private static void generate(MethodSpec.Builder method, Set<String> sending, Set<String> showing) {
		method.addModifiers(Modifier.PUBLIC)
			.addParameter(DefaultListableBeanFactory.class, "beanFactory")
			.addParameter(ConfigurableEnvironment.class, "environment")
			.addStatement("$T.register(beanFactory, environment, $L, $L)", DeferredConditions.class, array(sending),
					array(showing));
	}

	private static CodeBlock array(Set<String> names) {
		return names.stream()
			.map((name) -> CodeBlock.of("$S", name))
			.collect(CodeBlock.joining(", ", "new String[] { ", " }"));
	}

	/**
	 * The beans with a condition, and those that are not there without them.
	 */
	private static Set<String> dependent(ConfigurableListableBeanFactory beans, Class<? extends Annotation> condition) {
		Set<String> dependent = new LinkedHashSet<>();
		for (String name : beans.getBeanDefinitionNames()) {
			if (places(beans, name).stream().anyMatch((place) -> place.isPresent(condition))) {
				dependent.add(name);
			}
		}
		while (dependent.addAll(Stream.of(beans.getBeanDefinitionNames())
			.filter((name) -> places(beans, name).stream().anyMatch((place) -> lacksBeans(place, beans, dependent)))
			.toList())) {
			// Until nothing hangs on what has been found.
		}
		return dependent;
	}

	private static boolean lacksBeans(MergedAnnotations place, ConfigurableListableBeanFactory beans,
			Set<String> without) {
		Class<?>[] types = place.get(ConditionalOnBean.class).getValue("value", Class[].class).orElse(new Class<?>[0]);
		return Arrays.stream(types)
			.map((type) -> List.of(beans.getBeanNamesForType(type, true, false)))
			.anyMatch((names) -> !names.isEmpty() && without.containsAll(names));
	}

	/**
	 * Where a definition of ours was written: its method and the classes around it.
	 */
	private static List<MergedAnnotations> places(ConfigurableListableBeanFactory beans, String name) {
		List<MergedAnnotations> places = new ArrayList<>();
		if (!(beans.getBeanDefinition(name) instanceof AnnotatedBeanDefinition definition)) {
			return places;
		}
		MethodMetadata method = definition.getFactoryMethodMetadata();
		String type = (method != null) ? method.getDeclaringClassName() : definition.getMetadata().getClassName();
		if (!type.startsWith(OWN)) {
			return places;
		}
		if (method != null) {
			places.add(method.getAnnotations());
		}
		Class<?> outer = ClassUtils.resolveClassName(type, beans.getBeanClassLoader());
		while (outer != null) {
			places.add(MergedAnnotations.from(outer));
			outer = outer.getEnclosingClass();
		}
		return places;
	}

}
