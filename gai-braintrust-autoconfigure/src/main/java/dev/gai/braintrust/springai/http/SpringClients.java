package dev.gai.braintrust.springai.http;

import java.lang.reflect.Field;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.HeldObjects;
import dev.gai.braintrust.springai.bean.ModelBean;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.model.Model;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Looks at what models receive through clients of Spring's, as Ollama's. Only the clients
 * of models are watched, whoever has built them: no customizer knows which these are.
 *
 * @since 0.1.0
 */
public final class SpringClients implements BeanPostProcessor {

	private static final boolean BLOCKING = isPresent("org.springframework.web.client.RestClient");

	private static final boolean REACTIVE = isPresent("org.springframework.web.reactive.function.client.WebClient");

	private static final String LIBRARY = "org.springframework.ai.";

	private static final HeldObjects HELD = new HeldObjects((type) -> type.getName().startsWith(LIBRARY),
			SpringClients::leadsOn, 3);

	private final Supplier<HttpExchanges> exchanges;

	private final Supplier<ObservationRegistry> registry;

	/**
	 * Creates a post-processor.
	 * @param exchanges told of what was seen; asked for at the first model
	 * @param registry knows what is current; asked for at the first request
	 */
	public SpringClients(Supplier<HttpExchanges> exchanges, Supplier<ObservationRegistry> registry) {
		this.exchanges = exchanges;
		this.registry = registry;
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, SpringClients.class.getClassLoader());
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Model<?, ?>) {
			Guard.run("Answers of a model are not read", () -> HELD.walk(ModelBean.of(bean).target(), this::isWatched));
		}
		return bean;
	}

	/** Whoever else uses the client keeps it as it is. */
	private boolean isWatched(Object held, HeldObjects.Place place) {
		if (BLOCKING && held instanceof RestClient client) {
			place.put(WholeAnswers.of(client, this.exchanges.get(), this.registry));
			return true;
		}
		if (REACTIVE && held instanceof WebClient client) {
			place.put(StreamedErrors.of(client));
			return true;
		}
		return false;
	}

	private static boolean leadsOn(Field field) {
		String type = field.getType().getName();
		return type.equals("org.springframework.web.client.RestClient")
				|| type.equals("org.springframework.web.reactive.function.client.WebClient")
				|| (type.startsWith(LIBRARY) && (type.endsWith("Api") || type.endsWith("Client")));
	}

}
