package dev.gai.braintrust.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gai.braintrust.autoconfigure.export.ExportEventPublication;
import dev.gai.braintrust.error.ErrorClassifier;
import dev.gai.braintrust.trace.CallGate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean that is asked for under its name is found at once. Under another, Spring asks
 * each bean of the application for its type, for each parameter.
 */
class BeanParametersTests {

	/** Of these the application may have others, and all are asked for. */
	private static final Set<Class<?>> SEVERAL = Set.of(CallGate.class, ErrorClassifier.class,
			ExportEventPublication.class);

	private final Set<Class<?>> configurations = new HashSet<>();

	BeanParametersTests() throws ClassNotFoundException {
		for (String name : ImportCandidates.load(AutoConfiguration.class, null).getCandidates()) {
			if (name.startsWith("dev.gai.braintrust.autoconfigure.")) {
				add(Class.forName(name));
			}
		}
	}

	private void add(Class<?> configuration) {
		if (this.configurations.add(configuration)) {
			Arrays.stream(configuration.getDeclaredClasses()).forEach(this::add);
			Import imported = configuration.getAnnotation(Import.class);
			if (imported != null) {
				Arrays.stream(imported.value()).forEach(this::add);
			}
		}
	}

	@Test
	void areNamedAfterTheBeans() {
		Map<Class<?>, List<Method>> beans = beans().stream().collect(Collectors.groupingBy(Method::getReturnType));
		List<String> others = new ArrayList<>();
		for (Method bean : beans()) {
			for (Parameter parameter : bean.getParameters()) {
				Class<?> type = type(parameter);
				List<Method> makers = beans.getOrDefault(type, List.of());
				if (makers.size() == 1 && !SEVERAL.contains(type)
						&& !makers.get(0).getName().equals(parameter.getName())) {
					others.add(bean.getDeclaringClass().getSimpleName() + "." + bean.getName() + ": "
							+ parameter.getName() + " is " + makers.get(0).getName());
				}
			}
		}

		assertThat(beans()).hasSizeGreaterThan(100);
		assertThat(others).isEmpty();
	}

	private List<Method> beans() {
		return this.configurations.stream()
			.flatMap((configuration) -> Arrays.stream(configuration.getDeclaredMethods()))
			.filter((method) -> method.isAnnotationPresent(Bean.class))
			.toList();
	}

	private static Class<?> type(Parameter parameter) {
		ResolvableType type = ResolvableType.forType(parameter.getParameterizedType());
		return (type.toClass() == ObjectProvider.class) ? type.getGeneric(0).toClass() : type.toClass();
	}

}
