package dev.gai.braintrust.springai.bean;

import java.lang.reflect.Field;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.vectorstore.observation.AbstractObservationVectorStore;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Gives the registry of observations to vector stores that are beans and were built
 * without one, as {@code SimpleVectorStore.builder(embeddingModel).build()} is. There is
 * no other way in than their field; where that is closed, searches are not seen, as
 * before. A store that has a registry keeps it.
 *
 * @since 0.1.0
 */
public final class ObservedVectorStores implements BeanPostProcessor {

	private static final String FIELD = "observationRegistry";

	private final Supplier<@Nullable ObservationRegistry> registry;

	/**
	 * Creates a post-processor.
	 * @param registry the registry of the application, if there is one
	 */
	public ObservedVectorStores(Supplier<@Nullable ObservationRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractObservationVectorStore store) {
			Guard.run("Searches of a vector store are not traced:", store, () -> observe(store));
		}
		return bean;
	}

	private void observe(AbstractObservationVectorStore store) {
		Field field = ReflectionUtils.findField(AbstractObservationVectorStore.class, FIELD);
		ObservationRegistry own = this.registry.get();
		if (field == null || own == null) {
			return;
		}
		ReflectionUtils.makeAccessible(field);
		if (ReflectionUtils.getField(field, store) instanceof ObservationRegistry present && present.isNoop()) {
			// Spring's helper refuses final fields.
			try {
				field.set(store, own);
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
