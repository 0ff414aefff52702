package dev.gai.braintrust.testing;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Keeps what Spring reads of the classes of configurations, which it reads again for each
 * application: a sixth of what it takes to start one. Spring Boot takes a reader that is
 * there already in place of its own.
 */
final class ClassesReadOnce implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String READER = "org.springframework.boot.autoconfigure.internalCachingMetadataReaderFactory";

	private static final ClassLoader CLASSES = ClassesReadOnce.class.getClassLoader();

	private static final MetadataReaderFactory READ = new Kept();

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (context.getClassLoader() == CLASSES && context.getBeanFactory() instanceof BeanDefinitionRegistry beans
				&& !beans.containsBeanDefinition(READER)) {
			beans.registerBeanDefinition(READER, new RootBeanDefinition(MetadataReaderFactory.class, () -> READ));
		}
	}

	private static final class Kept extends CachingMetadataReaderFactory {

		/**
		 * Beside what is kept by file, for which the whole class path is searched first.
		 */
		private final Map<String, MetadataReader> byName = new ConcurrentHashMap<>();

		Kept() {
			super(CLASSES);
			setCacheLimit(20_000);
		}

		@Override
		public MetadataReader getMetadataReader(String className) throws IOException {
			MetadataReader reader = this.byName.get(className);
			if (reader == null) {
				reader = super.getMetadataReader(className);
				this.byName.put(className, reader);
			}
			return reader;
		}

		/** Each application forgets all when it has started. */
		@Override
		public void clearCache() {
			// They are the same for the next.
		}

	}

}
