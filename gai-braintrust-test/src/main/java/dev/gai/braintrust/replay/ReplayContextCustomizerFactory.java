package dev.gai.braintrust.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.SystemPropertyUtils;

/**
 * {@link ContextCustomizerFactory} for {@link ReplayModels}.
 */
final class ReplayContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configuration) {
		List<ReplaySettings> settings = settings(testClass);
		return settings.isEmpty() ? null : new ReplayContextCustomizer(settings, process(settings));
	}

	/**
	 * The nearest comes first: what a class says of a property stands above what it
	 * inherits.
	 */
	private static List<ReplaySettings> settings(Class<?> testClass) {
		Set<String> seen = new HashSet<>();
		List<ReplaySettings> settings = new ArrayList<>();
		MergedAnnotations.search(SearchStrategy.TYPE_HIERARCHY)
			.withEnclosingClasses(TestContextAnnotationUtils::searchEnclosingClass)
			.from(testClass)
			.stream(ReplayModels.class)
			.map(MergedAnnotation::synthesize)
			.map(ReplaySettings::of)
			.filter((each) -> each.properties().stream().noneMatch(seen::contains))
			.forEach((each) -> {
				seen.addAll(each.properties());
				settings.add(each);
			});
		return List.copyOf(settings);
	}

	/** A cached application must not outlive a change of the mode, or of the provider. */
	private static List<String> process(List<ReplaySettings> settings) {
		List<String> process = new ArrayList<>();
		process.add(System.getProperty(ReplayMode.PROPERTY, ""));
		settings.forEach((each) -> process.add(SystemPropertyUtils.resolvePlaceholders(each.target(), true)));
		return process;
	}

}
