package dev.gai.braintrust.springai.http;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.springai.bean.ModelBean;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.Model;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
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

	private static final int MOST_LAYERS = 3;

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
			Guard.run("Answers of a model are not read",
					() -> look(ModelBean.of(bean).target(), 0, Collections.newSetFromMap(new IdentityHashMap<>())));
		}
		return bean;
	}

	private void look(Object holder, int depth, Set<Object> seen) {
		if (depth > MOST_LAYERS || !seen.add(holder)) {
			return;
		}
		for (Field field : leadingOn(holder.getClass())) {
			Object held = ReflectionUtils.getField(field, holder);
			Object watched = (held != null) ? watched(held) : null;
			if (watched != null && watched != held) {
				ReflectionUtils.setField(field, holder, watched);
			}
			else if (held != null && watched == null) {
				look(held, depth + 1, seen);
			}
		}
	}

	/** Whoever else uses the client keeps it as it is. */
	private @Nullable Object watched(Object held) {
		if (BLOCKING && held instanceof RestClient client) {
			return WholeAnswers.of(client, this.exchanges.get(), this.registry);
		}
		return (REACTIVE && held instanceof WebClient client) ? StreamedErrors.of(client) : null;
	}

	private static List<Field> leadingOn(Class<?> holder) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> type = holder; type != null; type = type.getSuperclass()) {
			for (Field field : type.getName().startsWith(LIBRARY) ? type.getDeclaredFields() : new Field[0]) {
				if (leadsOn(field.getType().getName()) && !Modifier.isStatic(field.getModifiers())
						&& field.trySetAccessible()) {
					fields.add(field);
				}
			}
		}
		return fields;
	}

	private static boolean leadsOn(String type) {
		return type.equals("org.springframework.web.client.RestClient")
				|| type.equals("org.springframework.web.reactive.function.client.WebClient")
				|| (type.startsWith(LIBRARY) && (type.endsWith("Api") || type.endsWith("Client")));
	}

}
