package dev.gai.braintrust.autoconfigure.startup;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Keeps the contexts of Spring's test framework from sending anything: a key in the shell
 * shall not deliver the traces of tests into a real project. A test that is to send says
 * so as it does for Spring Boot's own exporters, with {@code @AutoConfigureTracing} or
 * {@code spring.test.tracing.export=true}, or with
 * {@code management.tracing.export.braintrust.enabled=true}. Found by the test framework
 * in {@code spring.factories}, and by nothing else.
 */
final class SilentTestsContextCustomizerFactory implements ContextCustomizerFactory {

	/** Name of the property source that switches the export off. */
	static final String SOURCE = "braintrustSilentTests";

	private static final String AUTO_CONFIGURE_TRACING = "org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing";

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return new Customizer(asksToExport(testClass));
	}

	/**
	 * Whether the test is annotated to export, or not to. The annotation is in a module
	 * of its own, which need not be there.
	 */
	@SuppressWarnings("unchecked")
	private static @Nullable Boolean asksToExport(Class<?> testClass) {
		ClassLoader loader = testClass.getClassLoader();
		if (!ClassUtils.isPresent(AUTO_CONFIGURE_TRACING, loader)) {
			return null;
		}
		Class<?> type = ClassUtils.resolveClassName(AUTO_CONFIGURE_TRACING, loader);
		var annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				(Class<? extends java.lang.annotation.Annotation>) type);
		return (annotation != null) ? Boolean.TRUE.equals(AnnotationUtils.getValue(annotation, "export")) : null;
	}

	/**
	 * Customizer of a test's context. A record, since contexts are cached by what
	 * customizes them.
	 *
	 * @param exports whether the test is annotated to export, {@code null} if it is not
	 * annotated
	 */
	record Customizer(@Nullable Boolean exports) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			// Last, so that whoever sets the property of our export decides.
			context.getEnvironment()
				.getPropertySources()
				.addLast(new SilentTests(context.getEnvironment(), this.exports));
		}

	}

	/**
	 * Says that nothing is exported, unless a property asks for it. Looked up late, as
	 * dynamic properties of a test are added after its context was customized. Lists the
	 * property always: a source that lists none has Spring Boot try each name there is.
	 */
	private static final class SilentTests extends EnumerablePropertySource<Object> {

		private static final List<String> SOURCES_OF_TESTS = List.of("Inlined Test Properties",
				"Dynamic Test Properties");

		private static final Map<String, Boolean> ANSWERS = Map.of(NoExport.SPECIFIC, false);

		private final ConfigurableEnvironment environment;

		private final @Nullable Boolean exports;

		SilentTests(ConfigurableEnvironment environment, @Nullable Boolean exports) {
			super(SOURCE);
			this.environment = environment;
			this.exports = exports;
		}

		@Override
		public String[] getPropertyNames() {
			return new String[] { NoExport.SPECIFIC };
		}

		@Override
		public boolean containsProperty(String name) {
			return getProperty(name) != null;
		}

		@Override
		public @Nullable Object getProperty(String name) {
			return (ANSWERS.containsKey(name) && !isAsked()) ? ANSWERS.get(name) : null;
		}

		private boolean isAsked() {
			if (this.exports != null) {
				return this.exports;
			}
			return this.environment.getProperty("spring.test.tracing.export", Boolean.class, false)
					|| SOURCES_OF_TESTS.stream().anyMatch(this::switchesOn);
		}

		private boolean switchesOn(String source) {
			PropertySource<?> properties = this.environment.getPropertySources().get(source);
			Object value = (properties != null) ? properties.getProperty(NoExport.GENERAL) : null;
			return value != null && Boolean.parseBoolean(value.toString());
		}

	}

}
